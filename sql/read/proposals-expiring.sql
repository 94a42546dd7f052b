-- Proposals whose time for a decision is over. $1 now, $2 most; row: ref, translation, version, proposed_at
select begun.ref, begun.translation, begun.version, begun.recorded_at as proposed_at from proposal_act as begun
where begun.act = 'PROPOSED' and begun.expires_at <= $1 and not exists (select from proposal_act as ended where ended.ref = begun.ref and ended.act <> 'PROPOSED')
order by begun.expires_at, begun.place limit $2
