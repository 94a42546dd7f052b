-- The merges in force, whole; what settling knew of orders that are none of their own any more goes with it. $1 refs, $2 their survivors
with gone as (
  delete from alias where not ref = any ($1::text[])
), members as (
  delete from member where order_ref = any ($1::text[])
), conflicts as (
  delete from conflict where ref = any ($1::text[])
)
insert into alias (ref, survivor) select * from unnest($1::text[], $2::text[])
on conflict (ref) do update set survivor = excluded.survivor
