-- Entities that bore an identifier as known at a moment, by claims that do not stand any more. $1 value as JSON, $2 schemes, $3 knownAt; row: ref
-- The conditions of the first line are the index's own.
select distinct ref from claim where kind = 'identifier' and upper_inf(void) and value = $1
  and field = any ($2::text[]) and recorded_at <= $3 and not void @> $3::bigint
