-- Who bore an identifier as known at a moment, by claims that stood then. $1 types and $2 schemes (a row each), $3 value, $4 the value as JSON, $5 asOf, $6 knownAt
-- row: ref, scheme, of_later (by the claims, only after asOf)
with bearer as (
  select identifier.ref from unnest($1::text[], $2::text[]) as asked (type, scheme) join identifier using (type, scheme) where identifier.value = $3
  union
  -- The conditions are the index's own.
  select ref from claim where kind = 'identifier' and upper_inf(void) and value = $4
)
select claim.ref, claim.field as scheme, bool_and(occurred_at > $5) as of_later
from bearer join claim using (ref)
where kind = 'identifier' and field = any ($2::text[]) and value = $4 and recorded_at <= $6 and (void is null or not void @> $6::bigint)
group by claim.ref, claim.field
