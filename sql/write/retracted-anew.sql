-- When what given events do to others is retracted, by who retracts them and is not retracted then. $1 sources, $2 event ids; row: what changed: source, target, retracts
with worked_out as (
  select done.seq, done.retracts, coalesce((
    select range_agg(int8multirange(int8range(by.recorded_at, null)) - by.retracted)
    from act as by where by.source = done.source and by.target = done.event_id and by.retracts
  ), '{}') as retracted
  from (select distinct * from unnest($1::text[], $2::text[]) as asked (source, event_id)) as asked join act as done using (source, event_id)
)
update act set retracted = worked_out.retracted from worked_out
where act.seq = worked_out.seq and act.retracts = worked_out.retracts and act.retracted <> worked_out.retracted
returning act.source, act.target, act.retracts
