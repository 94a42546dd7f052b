-- How the events of each source are decoded. row: source, text (null: taken by a release that did not keep it), events
select counted.source, decoding.text, counted.events
from (select source, decoding, count(*) as events from event_as_decoded group by source, decoding) as counted
left join decoding on decoding.id = counted.decoding
order by counted.source, decoding.id
