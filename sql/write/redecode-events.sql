-- What events say as they are decoded now, where that or the decoding is other than what stands. Those that no event has are left out.
-- $1 source, $2 decoding, $3 event ids, $4 content hashes, $5 occurredAt, $6 sequence, $7 corrects, $8 retracts, $9 deletes, $10 bodies, $11 now
-- row: same (it says what it said)
with known as (
  select held.seq, held.decoding as was, told.*,
    (held.occurred_at, held.sequence, held.corrects, held.retracts, held.deletes, held.body) is not distinct from (told.occurred_at, told.sequence, told.corrects, told.retracts, told.deletes, told.body) as same
  from unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::text[])
    as told (event_id, content_hash, occurred_at, sequence, corrects, retracts, deletes, body)
  join event_as_decoded as held on held.source = $1 and held.event_id = told.event_id and held.content_hash = told.content_hash
), written as (
  insert into redecoded (seq, decoding, occurred_at, sequence, corrects, retracts, deletes, body, redecoded_at)
  select seq, $2, occurred_at, sequence, corrects, retracts, deletes, body, $11 from known where not same or was is distinct from $2
)
select same from known
