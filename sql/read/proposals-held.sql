-- What translations have proposed, by type. row: translation, type, proposals, open
select begun.translation, split_part(begun.ref, '/', 1) as type, count(*)::integer as proposals, count(*) filter (where ended.ref is null)::integer as open
from proposal_act as begun left join proposal_act as ended on ended.ref = begun.ref and ended.act <> 'PROPOSED'
where begun.act = 'PROPOSED' group by 1, 2 order by 1, 2
