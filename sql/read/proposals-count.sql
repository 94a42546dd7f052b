-- $1 translation, $2 stage (null: any); row: total
select count(*)::integer as total from proposal_act as begun left join proposal_act as ended on ended.ref = begun.ref and ended.act <> 'PROPOSED'
where begun.act = 'PROPOSED' and ($1::text is null or begun.translation = $1) and ($2::text is null or coalesce(ended.act, begun.act) = $2)
