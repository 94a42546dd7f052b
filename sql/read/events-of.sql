-- Events that stand and tell of entities by records of their own, in the journal's order: at least one when there is any left, then no more than 8 MiB of bodies.
-- $1 refs, $2 after seq, $3 most; row: an event
select seq, source, event_id, occurred_at, recorded_at, sequence, corrects, retracts, deletes, body
from (
  select *, coalesce(sum(octet_length(body)) over (order by seq rows between unbounded preceding and 1 preceding), 0) as before
  from event_as_decoded
  where seq in (
    select distinct seq from claim where ref = any ($1::text[]) and named is null and (void is null or not upper_inf(void)) and seq > $2 order by seq limit $3
  )
) as measured
where before < 8388608
order by seq
