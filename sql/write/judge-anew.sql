-- Every order will be judged by these versions alone, since all are settled anew. $1 definitions, $2 versions
with forgotten as (delete from to_judge)
insert into judged (definition, version, batch) select *, 0 from unnest($1::text[], $2::integer[])
