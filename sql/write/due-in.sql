-- Entities to be settled again at a moment. $1 moments, $2 refs, $3 whether the clock alone may change them then, which the next settling replaces
insert into due (at, ref, by_clock) select at, ref, bool_and(by_clock) from unnest($1::bigint[], $2::text[], $3::boolean[]) as told (at, ref, by_clock) group by at, ref
on conflict (at, ref) do update set by_clock = due.by_clock and excluded.by_clock
