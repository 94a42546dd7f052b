-- Links that used an identifier, at either end, pointed at the entity it names now.
-- $1 placeholders, $2 refs they name now; row, of those that stand: the claim as it was, whom it is about now, what it points at now
with told as (
  select * from unnest($1::text[], $2::text[]) as told (placeholder, ref)
), waiting as (
  -- The conditions are the indexes' own: without them every claim is read.
  select claim.*, claim.ref as about_now, told.ref as target_now
  from told join claim on claim.stated = told.placeholder and claim.stated like '%/~%' and claim.target <> told.ref
  union all
  select claim.*, told.ref, claim.target
  from told join claim on claim.named = told.placeholder and claim.named like '%/~%' and claim.ref <> told.ref
), pointed as (
  update claim set ref = waiting.about_now, target = waiting.target_now from waiting where claim.seq = waiting.seq and claim.n = waiting.n
)
select * from waiting where void is null or not upper_inf(void)
