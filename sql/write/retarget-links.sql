-- Links that used an identifier, pointed at the entity it names now.
-- $1 placeholders, $2 refs they name now; row: the claim, and what it pointed at before
update claim set target = named.ref
from unnest($1::text[], $2::text[]) as named (stated, ref)
where claim.stated = named.stated and claim.target <> named.ref
returning claim.seq, claim.n, claim.ref, old.target as before
