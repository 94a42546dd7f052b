-- Since when orders whose two outcomes are of the given ones have stood so.
-- $1 to $8 as held_verdict takes them, $9 place and $10 letters of the one, $11 and $12 of the other; row: earliest, median (ms since 1970; null where there are none)
with cell as (
  select greatest(sinces[$9::integer], sinces[$11::integer]) as since from held_verdict($1, $2, $3, $4, $5, $6, $7, $8)
  where substr(outcomes, $9, 1) = any ($10::text[]) and substr(outcomes, $11, 1) = any ($12::text[])
)
select min(since) as earliest, percentile_cont(0.5) within group (order by since) as median from cell
