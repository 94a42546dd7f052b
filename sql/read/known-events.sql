-- Content of events that a source told before.
-- $1 source, $2 event ids; row: seq, event_id, content_hash
select seq, event_id, content_hash from event where source = $1 and event_id = any ($2::text[])
