-- Identifiers that entities were ever told to have, by claims that stand or do not. $1 refs, $2 their schemes; row: ref, field (the scheme), value, source
select distinct claim.ref, claim.field, claim.value, claim.source
from (select distinct * from unnest($1::text[], $2::text[]) as asked (ref, scheme)) as asked
join claim on claim.ref = asked.ref and claim.kind = 'identifier' and claim.field = asked.scheme
