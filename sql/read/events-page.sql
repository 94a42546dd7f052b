-- The journal from a place on, in its order: at least one event when there is any, then no more than 8 MiB of bodies. $1 seq (exclusive), $2 most, $3 up to which seq (inclusive); row: an event
select seq, source, event_id, occurred_at, recorded_at, sequence, corrects, retracts, deletes, body
from (
  select *, coalesce(sum(octet_length(body)) over (order by seq rows between unbounded preceding and 1 preceding), 0) as before
  from (select * from event_as_decoded where seq > $1 and seq <= $3 order by seq limit $2) as next
) as measured
where before < 8388608
order by seq
