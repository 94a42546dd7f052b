-- When entities that a link led to and leads to no more were first named: what is said of them, by whomever, and what leads to them still. $1 refs
update entity set known_at = least(
  (select min(recorded_at) from claim where claim.ref = entity.ref), (select min(recorded_at) from claim where claim.target = entity.ref)
) where ref = any ($1::text[])
