-- A page of claims about each of several entities, in the order in which they occurred.
-- $1 refs, $2 after occurredAt, $3 after seq, $4 after n (nulls: from the start), $5 most, $6 asOf, $7 knownAt (nulls: all); row: asked ref, a claim
select asked.ref as asked, page.*
from unnest($1::text[]) as asked (ref)
cross join lateral (
  select claim.* from claim
  where claim.ref = asked.ref and claim.kind not in ('identifier', 'seen')
    and ($2::bigint is null or (claim.occurred_at, claim.seq, claim.n) > ($2, $3::bigint, $4::bigint))
    and ($6::bigint is null or claim.occurred_at <= $6) and ($7::bigint is null or claim.recorded_at <= $7)
  order by claim.occurred_at, claim.seq, claim.n limit $5
) as page
