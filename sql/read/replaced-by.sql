-- Events that replace others, of which either is among those given, as known at a moment: while nobody retracts the one that replaces.
-- $1 seqs, $2 knownAt (null: all); row: replaced, by (seqs)
with known as (
  select act.seq, act.source, act.target from act
  where act.seq = any ($1::bigint[]) and not act.retracts and ($2::bigint is null or act.recorded_at <= $2) and not (case when $2 is null then upper_inf(act.retracted) else act.retracted @> $2::bigint end)
  union
  select act.seq, act.source, act.target from event as given join act on act.source = given.source and act.target = given.event_id
  where given.seq = any ($1::bigint[]) and not act.retracts and ($2::bigint is null or act.recorded_at <= $2) and not (case when $2 is null then upper_inf(act.retracted) else act.retracted @> $2::bigint end)
)
select event.seq as replaced, known.seq as by from known join event on event.source = known.source and event.event_id = known.target
order by known.seq
