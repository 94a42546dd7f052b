-- All that holds will be decided by these versions, since everything is settled anew. $1 rules, $2 the versions in force (null: none is), $3 what they are about
with past as (delete from arbitrated where rule <> all ($1::text[]))
insert into arbitrated (rule, version, about, batch) select *, 0 from unnest($1::text[], $2::integer[], $3::text[])
on conflict (rule) do update set version = excluded.version, batch = 0
