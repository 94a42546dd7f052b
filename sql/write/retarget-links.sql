-- Links that used an identifier, pointed at the entity it names now.
-- $1 placeholders, $2 refs they name now; row: the claim, what it pointed at before, what it points at now, when it was recorded
with waiting as (
  select claim.seq, claim.n, claim.ref, claim.target as before, named.ref as target, claim.recorded_at
  from unnest($1::text[], $2::text[]) as named (stated, ref)
  -- The pattern is the index's own: without it every claim is read.
  join claim on claim.stated = named.stated and claim.stated like '%/~%' and claim.target <> named.ref
), pointed as (
  update claim set target = waiting.target from waiting where claim.seq = waiting.seq and claim.n = waiting.n
)
select seq, n, ref, before, target, recorded_at from waiting
