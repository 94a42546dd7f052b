-- $1 derivation, $2 side, $3 refs; row: ref, key, at, digest
select ref, key, at, digest from join_row where derivation = $1 and side = $2 and ref = any ($3::text[])
