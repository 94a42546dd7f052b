-- What events of a source say of other events of it, from given ones on. $1 source, $2 event ids; row: event_id, targets
with recursive acting as (
  select event_id, array_remove(array[corrects, retracts], null) as targets
  from event_as_decoded where source = $1 and event_id = any ($2::text[]) and (corrects is not null or retracts is not null)
  union
  select next.event_id, array_remove(array[next.corrects, next.retracts], null)
  from acting cross join lateral unnest(acting.targets) as named (event_id)
  join event_as_decoded as next on next.source = $1 and next.event_id = named.event_id
  where next.corrects is not null or next.retracts is not null
)
select event_id, targets from acting
