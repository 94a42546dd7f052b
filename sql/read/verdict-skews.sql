-- How far apart pairs of domains became MET, where both are: over each pair, and over the widest pair of each order (places 0 and 0).
-- $1 to $8 as held_verdict takes them, $9 and $10 places of the pairs; row: first, second, orders, mean, median, p90, longest (ms), first_later, second_later, together
with held as materialized (
  select outcomes, sinces from held_verdict($1, $2, $3, $4, $5, $6, $7, $8)
), apart as (
  select pair.first, pair.second, sinces[pair.second] - sinces[pair.first] as later
  from held cross join unnest($9::integer[], $10::integer[]) as pair (first, second)
  where substr(outcomes, pair.first, 1) = 'M' and substr(outcomes, pair.second, 1) = 'M'
  union all
  select 0, 0, widest.later from held cross join lateral (
    select max(since) - min(since) as later from unnest(sinces) with ordinality as domain (since, place)
    where place > 1 and substr(outcomes, place::integer, 1) = 'M' having count(*) > 1
  ) as widest
)
select first, second, count(*)::integer as orders, avg(abs(later))::double precision as mean, percentile_cont(0.5) within group (order by abs(later)) as median,
  percentile_cont(0.9) within group (order by abs(later)) as p90, max(abs(later)) as longest,
  count(*) filter (where later < 0)::integer as first_later, count(*) filter (where later > 0)::integer as second_later, count(*) filter (where later = 0)::integer as together
from apart group by first, second
