-- A page of claims about each of several groups of entities (an order and what belongs to it), in the order in which they occurred.
-- $1 groups, $2 refs (one row a member), $3 after occurredAt, $4 after seq, $5 after n (nulls: from the start), $6 most, $7 asOf, $8 knownAt (nulls: all)
-- row: asked group, a claim
select asked.name as asked, page.*
from (select distinct name from unnest($1::text[]) as named (name)) as asked
cross join lateral (
  select claim.* from unnest($1::text[], $2::text[]) as member (name, ref) join claim on claim.ref = member.ref
  where member.name = asked.name and claim.kind not in ('identifier', 'seen')
    and ($3::bigint is null or (claim.occurred_at, claim.seq, claim.n) > ($3, $4::bigint, $5::bigint))
    and ($7::bigint is null or claim.occurred_at <= $7) and ($8::bigint is null or claim.recorded_at <= $8)
  order by claim.occurred_at, claim.seq, claim.n limit $6
) as page
