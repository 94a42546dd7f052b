-- When given events are void: while somebody who is not retracted himself retracts or corrects them. $1 sources, $2 event ids, $3 last seq; row: seq, void (null: never)
select event.seq, nullif((
  select range_agg(int8multirange(int8range(act.recorded_at, null)) - act.retracted) from act where act.source = event.source and act.target = event.event_id
), '{}')::text as void
from (select distinct * from unnest($1::text[], $2::text[]) as asked (source, event_id)) as asked join event using (source, event_id)
where event.seq <= $3
