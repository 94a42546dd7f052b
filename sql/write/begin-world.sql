-- $1 world, $2 model, $3 fingerprint, $4 shape
insert into progress (world, model, fingerprint, shape) values ($1, $2, $3, $4) on conflict (one) do nothing
