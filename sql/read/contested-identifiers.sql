-- Identifiers under unshared schemes that entities claim together with others, and the claims that do; of those others, all that they share with anybody.
-- $1 refs, $2 unshared schemes; row: ref, scheme, claims
with involved as (
  select distinct other.ref, other.scheme
  from identifier as own join identifier as other using (type, scheme, value)
  where own.ref = any ($1::text[]) and own.scheme = any ($2::text[])
    and exists (select from identifier as third where third.type = own.type and third.scheme = own.scheme and third.value = own.value and third.ref <> own.ref)
), contested as (
  select distinct own.ref, own.type, own.scheme, own.value
  from involved join identifier as own using (ref, scheme)
  where exists (select from identifier as other where other.type = own.type and other.scheme = own.scheme and other.value = own.value and other.ref <> own.ref)
)
select contested.ref, contested.scheme, array_agg(distinct claim.seq || '.' || claim.n) as claims
from contested join identifier using (type, scheme, value)
join claim on claim.ref = identifier.ref and claim.kind = 'identifier' and claim.field = identifier.scheme and claim.value = to_json(identifier.value)::text
group by contested.ref, contested.scheme
