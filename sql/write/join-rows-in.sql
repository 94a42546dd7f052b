-- $1 derivation, $2 side, $3 refs, $4 keys, $5 times, $6 digests
insert into join_row (derivation, side, ref, key, at, digest) select $1, $2, * from unnest($3::text[], $4::text[], $5::bigint[], $6::text[])
