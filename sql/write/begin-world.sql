-- Begins a world. One that was told nothing yet is any model's; one of this very model that does not keep its declared fields learns them. Waits for nobody who settles.
-- $1 world, $2 model, $3 fingerprint, $4 shape, $5 declared fields
with begun as (
  insert into progress (world, model, fingerprint, shape, declared) values ($1, $2, $3, $4, $5) on conflict (one) do nothing
)
update progress set model = $2, fingerprint = $3, declared = $5
where (model = $2 and fingerprint = $3 and declared is null)
  or ((model, fingerprint) <> ($2, $3) and not emptying and not exists (select from event) and not exists (select from reject) and not exists (select from merge))
