-- Events that others speak of. $1 sources, $2 event ids; row: source, event_id
select distinct source, target as event_id from act join unnest($1::text[], $2::text[]) as asked (source, target) using (source, target)
