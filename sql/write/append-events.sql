-- Takes events in, in the order given. Those whose id the source used before come back absent.
-- $1 source, $2 event ids, $3 content hashes, each a line, since no control character stands in them or in $10: an array's quoting costs more than the rest;
-- $4 occurredAt, $5 recordedAt, $6 sequence, $7 corrects, $8 retracts, $9 deletes, $10 bodies, each a line, $11 takenAt, $12 decoding
-- row: seq, event_id
insert into event (source, event_id, content_hash, occurred_at, recorded_at, sequence, corrects, retracts, deletes, body, taken_at, decoding)
select $1, told.event_id, told.content_hash, told.occurred_at, told.recorded_at, told.sequence, told.corrects, told.retracts, told.deletes, told.body, $11, $12
from unnest(string_to_array($2, E'\n'), string_to_array($3, E'\n'), $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::boolean[], string_to_array($10, E'\n')) with ordinality
  as told (event_id, content_hash, occurred_at, recorded_at, sequence, corrects, retracts, deletes, body, place)
-- Looked for first: a conflict would use up a number, and the same files would be numbered otherwise by an import or in other batches.
where not exists (select from event where event.source = $1 and event.event_id = told.event_id)
order by told.place
on conflict (source, event_id) do nothing
returning seq, event_id
