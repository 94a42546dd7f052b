-- Measures of a translation, the latest window first, in it by group; a group in which nothing matches is measured too.
-- $1 translation, $2 beginnings of windows (null: all), $3 and $4 the window and group after which to begin (null: from the first), $5 most
-- row: window_from, group_key, count, amount, group_count, group_total, total_count, total
with whole as materialized (
  select window_from, count(*)::integer as count, sum(amount) as amount from measured where translation = $1 and ($2::bigint[] is null or window_from = any ($2::bigint[])) group by window_from
), own as (
  select window_from, group_key, count(*) filter (where matches)::integer as count, coalesce(sum(amount) filter (where matches), 0) as amount, count(*)::integer as group_count, sum(amount) as group_total
  from measured where translation = $1 and group_key is not null and ($2::bigint[] is null or window_from = any ($2::bigint[])) group by window_from, group_key
)
select window_from, group_key, own.count, own.amount::double precision as amount, own.group_count, own.group_total::double precision as group_total, whole.count as total_count, whole.amount::double precision as total
from own join whole using (window_from)
where $3::bigint is null or window_from < $3 or (window_from = $3 and group_key collate "C" > $4::text)
order by window_from desc, group_key collate "C" limit $5
