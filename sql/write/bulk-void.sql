-- All events that are void at some time: see void-events
insert into void_event (seq, void)
select event.seq, range_agg(int8multirange(int8range(act.recorded_at, null)) - act.retracted)
from act join event on event.source = act.source and event.event_id = act.target
group by event.seq
having range_agg(int8multirange(int8range(act.recorded_at, null)) - act.retracted) <> '{}'
