-- Identifiers under unshared schemes that entities claim together with others, and the claims that do.
-- $1 refs, $2 unshared schemes; row: ref, scheme, claims
with contested as (
  select distinct identifier.type, identifier.scheme, identifier.value
  from identifier join identifier as other using (type, scheme, value)
  where identifier.ref = any ($1::text[]) and identifier.scheme = any ($2::text[]) and other.ref <> identifier.ref
), claims as (
  select contested.type, contested.scheme, contested.value, array_agg(distinct claim.seq || '.' || claim.n) as claims
  from contested join identifier using (type, scheme, value)
  join claim on claim.ref = identifier.ref and claim.kind = 'identifier' and claim.field = identifier.scheme and claim.value = to_json(identifier.value)::text
  group by contested.type, contested.scheme, contested.value
)
select distinct identifier.ref, claims.scheme, claims.claims from claims join identifier using (type, scheme, value)
