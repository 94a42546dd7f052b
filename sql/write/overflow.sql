-- $1 derivation, $2 refs that were looked at, $3 those of them that join too many
with gone as (delete from overflow where derivation = $1 and ref = any ($2::text[]) and ref <> all ($3::text[]))
insert into overflow (derivation, ref) select $1, unnest($3::text[]) on conflict do nothing
