-- All links will be as these versions say, since everything is settled anew. $1 derivations, $2 the versions in force (null: none is)
with forgotten as (delete from to_join), past as (delete from joined where derivation <> all ($1::text[]))
insert into joined (derivation, version, batch) select *, 0 from unnest($1::text[], $2::integer[])
on conflict (derivation) do update set version = excluded.version, batch = 0
