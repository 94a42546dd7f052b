-- Events that say something of others and are retracted, or were. Row: source, event_id
select distinct done.source, done.event_id from act as done join act as by on by.source = done.source and by.target = done.event_id and by.retracts
