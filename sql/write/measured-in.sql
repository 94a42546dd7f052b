-- $1 translation, $2 refs, $3 beginnings of windows, $4 groups, $5 whether they match, $6 amounts
insert into measured (translation, ref, window_from, group_key, matches, amount)
select $1, told.* from unnest($2::text[], $3::bigint[], $4::text[], $5::boolean[], $6::numeric[]) as told
