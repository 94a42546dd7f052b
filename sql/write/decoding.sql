-- The number of a way in which a source's records are decoded, given when it is new. Whoever asks holds the lock of appends.
-- $1 source, $2 fingerprint, $3 text; row: id
with made as (
  insert into decoding (source, fingerprint, text) values ($1, $2, $3) on conflict (source, fingerprint) do nothing returning id
)
select id from made union all select id from decoding where source = $1 and fingerprint = $2
