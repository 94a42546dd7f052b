-- Entities that only links speak of so far. Row: ref of those that are new.
-- $1 refs, $2 types, $3 first seq
insert into entity (ref, type, resolved, seen_seq)
select told.ref, told.type, false, told.seen_seq
from unnest($1::text[], $2::text[], $3::bigint[]) as told (ref, type, seen_seq)
on conflict (ref) do nothing
returning ref
