-- $1 derivation, $2 side, $3 refs
delete from join_row where derivation = $1 and side = $2 and ref = any ($3::text[])
