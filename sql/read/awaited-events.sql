-- Events that corrections and retractions name and nobody has told. $1 how many; row: source, event_id, by (who names it)
select act.source, act.target as event_id, act.event_id as by from act
where not exists (select from event where event.source = act.source and event.event_id = act.target)
order by act.source, act.target, act.seq limit $1
