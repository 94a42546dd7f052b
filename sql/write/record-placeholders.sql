-- Entities that links name. Row: ref of those that are new. $1 refs, $2 types
insert into entity (ref, type, resolved)
select told.ref, told.type, false from unnest($1::text[], $2::text[]) as told (ref, type)
on conflict (ref) do nothing
returning ref
