-- Identifiers under unshared schemes that entities claim together with others, and the claims that do; of those others, all that they share with anybody.
-- $1 refs, those merged into them too, $2 unshared schemes; row: ref, scheme, claims
with involved as (
  select distinct survivor_of(other.ref) as ref, other.scheme
  from identifier as own join identifier as other using (type, scheme, value)
  where own.ref = any ($1::text[]) and own.scheme = any ($2::text[])
    and exists (select from identifier as third where third.type = own.type and third.scheme = own.scheme and third.value = own.value and third.ref <> own.ref and survivor_of(third.ref) <> survivor_of(own.ref))
), named as (
  select ref, scheme, ref as told from involved
  union all
  select involved.ref, involved.scheme, alias.ref from involved join alias on alias.survivor = involved.ref
), contested as (
  select distinct named.ref, own.type, own.scheme, own.value
  from named join identifier as own on own.ref = named.told and own.scheme = named.scheme
  where exists (select from identifier as other where other.type = own.type and other.scheme = own.scheme and other.value = own.value and survivor_of(other.ref) <> named.ref)
)
select contested.ref, contested.scheme, array_agg(distinct claim.seq || '.' || claim.n) as claims
from contested join identifier using (type, scheme, value)
join claim on claim.ref = identifier.ref and claim.kind = 'identifier' and claim.field = identifier.scheme and (claim.void is null or not upper_inf(claim.void)) and claim.value = to_json(identifier.value)::text
group by contested.ref, contested.scheme
