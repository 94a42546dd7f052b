-- How the journal stands against the graph. $1 seq the graph shows; row: waiting (takenAt of the first event it lacks), source, last_occurred_at, last_recorded_at
select (select taken_at from event where seq > $1 order by seq limit 1) as waiting, source, last_occurred_at, last_recorded_at from freshness order by source
