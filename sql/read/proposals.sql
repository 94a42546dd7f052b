-- Proposals, latest first, as they stand. $1 translation, $2 stage, $3 refs (null: any), $4 place before which they began (null: from the latest), $5 most
-- row: place, translation, version, ref, stage, reason, actor, proposed_at, decided_at, window_from, window_until, group_key, measure, condition, evidence, expires_at
select begun.place, begun.translation, begun.version, begun.ref, coalesce(ended.act, begun.act) as stage, ended.reason, ended.actor, begun.recorded_at as proposed_at, ended.recorded_at as decided_at,
  begun.window_from, begun.window_until, begun.group_key, begun.measure, begun.condition, begun.evidence, begun.expires_at
from proposal_act as begun left join proposal_act as ended on ended.ref = begun.ref and ended.act <> 'PROPOSED'
where begun.act = 'PROPOSED' and ($1::text is null or begun.translation = $1) and ($2::text is null or coalesce(ended.act, begun.act) = $2) and ($3::text[] is null or begun.ref = any ($3::text[]))
  and ($4::bigint is null or begun.place < $4)
order by begun.place desc limit $5
