-- $1 derivation, $2 side, $3 refs, $4 keys, $5 times
insert into join_row (derivation, side, ref, key, at) select $1, $2, * from unnest($3::text[], $4::text[], $5::bigint[])
