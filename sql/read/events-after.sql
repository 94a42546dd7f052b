-- The journal from a place on, in its order.
-- $1 seq (exclusive), $2 seq (inclusive), $3 most; row: an event
select seq, source, event_id, occurred_at, recorded_at, sequence, deletes, body
from event where seq > $1 and seq <= $2 order by seq limit $3
