-- The merge or undoing that comes next after a place, unless an event does. One statement, so that an event before it that was taken meanwhile is seen.
-- $1 seq (exclusive); row: a merge
select seq, order_ref, into_ref, undoes, reason, actor, recorded_at from merge
where seq = (select min(seq) from merge where seq > $1) and not exists (select from event where event.seq > $1 and event.seq < merge.seq)
