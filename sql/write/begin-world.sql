-- $1 world, $2 model, $3 fingerprint
insert into progress (world, model, fingerprint) values ($1, $2, $3) on conflict (one) do nothing
