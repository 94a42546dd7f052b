-- $1 derivation, $2 and $3 the ends, $4 since when they hold, $5 since when we were told, $6 version
insert into inferred_link (derivation, from_ref, to_ref, valid_from, known_from, version) select $1, *, $6 from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[])
