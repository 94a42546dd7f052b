-- Orders are to be judged by further versions: each is settled again. $1 definitions, $2 versions, $3 the type of orders
with fresh as (insert into judged (definition, version, batch) select *, null from unnest($1::text[], $2::integer[]) on conflict do nothing)
insert into to_judge (ref) select ref from entity where type = $3 on conflict do nothing
