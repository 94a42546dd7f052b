-- Keeps records that were not taken, once per source and content; where and why they were refused last is what is said.
-- $1 sources, $2 content hashes, $3 files, $4 lines, $5 codes, $6 reasons, $7 records, $8 columns (JSON), $9 unknown states (JSON), $10 recordedAt
-- Ids are given in the order told: lists of rejects go by them.
insert into reject (source, content_hash, file, line, code, reason, record, columns, unknown_states, recorded_at)
select source, content_hash, file, line, code, reason, record, columns, unknown_states::jsonb, $10
from (
  select distinct on (told.source, told.content_hash) told.*, min(told.place) over (partition by told.source, told.content_hash) as first
  from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) with ordinality
    as told (source, content_hash, file, line, code, reason, record, columns, unknown_states, place)
  order by told.source, told.content_hash, told.place desc
) as once
order by first
on conflict (source, content_hash) do update
  set file = excluded.file, line = excluded.line, code = excluded.code, reason = excluded.reason, record = excluded.record, columns = excluded.columns, unknown_states = excluded.unknown_states, recorded_at = excluded.recorded_at
