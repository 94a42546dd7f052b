-- Measures of some groups in some windows; none of a group of which nothing is measured. $1 translations, $2 beginnings of windows, $3 groups
-- row: translation, window_from, group_key, count, amount, group_count, group_total, total_count, total
select asked.translation, asked.window_from, asked.group_key, own.*
from unnest($1::text[], $2::bigint[], $3::text[]) as asked (translation, window_from, group_key)
cross join lateral (
  select count(*) filter (where matches and group_key = asked.group_key)::integer as count, coalesce(sum(amount) filter (where matches and group_key = asked.group_key), 0)::double precision as amount,
    count(*) filter (where group_key = asked.group_key)::integer as group_count, coalesce(sum(amount) filter (where group_key = asked.group_key), 0)::double precision as group_total,
    count(*)::integer as total_count, sum(amount)::double precision as total
  from measured where measured.translation = asked.translation and measured.window_from = asked.window_from
) as own
where own.total_count > 0
