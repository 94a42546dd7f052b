-- Since when orders have stood at each two outcomes of each pair of domains. $1 to $8 as held_verdict takes them, $9 and $10 places of the pairs
-- row: first, second, letters (of the two), earliest, median (ms since 1970)
with apart as (
  select pair.first, pair.second, substr(outcomes, pair.first, 1) || substr(outcomes, pair.second, 1) as letters, greatest(sinces[pair.first], sinces[pair.second]) as since
  from held_verdict($1, $2, $3, $4, $5, $6, $7, $8) cross join unnest($9::integer[], $10::integer[]) as pair (first, second)
)
select first, second, letters, min(since) as earliest, percentile_cont(0.5) within group (order by since) as median from apart group by first, second, letters
