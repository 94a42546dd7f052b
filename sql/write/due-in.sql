-- $1 moments, $2 refs
insert into due (at, ref) select * from unnest($1::bigint[], $2::text[]) on conflict do nothing
