-- Links of a derivation are to follow another version: whoever stands on a side of it is looked at again, and whoever has rows of before. $1 derivation, $2 version (null: none), $3 type of the side `from`, $4 of the side `to` (null: none)
with begun as (insert into joined (derivation, version, batch) values ($1, $2, null) on conflict (derivation) do update set version = excluded.version, batch = null)
insert into to_join (derivation, step, ref)
select $1, case side when 'to' then 0 else 1 end, ref from join_row where derivation = $1
union select $1, 1, ref from entity where type = $3
union select $1, 0, ref from entity where type = $4
on conflict do nothing
