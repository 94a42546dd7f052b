-- When a source last told of, as its events are decoded now. Reads every event of the source. $1 source
update freshness set last_occurred_at = (select max(occurred_at) from event_as_decoded where source = $1) where source = $1
