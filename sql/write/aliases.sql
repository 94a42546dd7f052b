-- The merges in force, whole. $1 refs, $2 their survivors
with gone as (
  delete from alias where not ref = any ($1::text[])
)
insert into alias (ref, survivor) select * from unnest($1::text[], $2::text[])
on conflict (ref) do update set survivor = excluded.survivor
