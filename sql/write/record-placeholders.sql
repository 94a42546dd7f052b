-- Entities that links name, and when they were first named. Row: ref of those that are new.
-- $1 refs, $2 types, $3 first recordedAt
insert into entity (ref, type, resolved, known_at)
select told.ref, told.type, false, told.known_at
from unnest($1::text[], $2::text[], $3::bigint[]) as told (ref, type, known_at)
on conflict (ref) do update set known_at = excluded.known_at where excluded.known_at < entity.known_at
returning case when xmax = 0 then ref end as ref
