-- A page of those orders. $1 to $12 as for their number, $13 order (ID, LONGEST: in the cell for longest first, FARTHEST: the two sinces farthest apart first),
-- $14 and $15 key and ref of the page before (nulls: from the start), $16 most; row: ref, key
with cell as (
  select order_ref as ref, case $13::text
    when 'LONGEST' then greatest(sinces[$9::integer], sinces[$11::integer])
    when 'FARTHEST' then -abs(sinces[$9] - sinces[$11])
    else 0 end as key
  from held_verdict($1, $2, $3, $4, $5, $6, $7, $8)
  where substr(outcomes, $9, 1) = any ($10::text[]) and substr(outcomes, $11, 1) = any ($12::text[])
)
select ref, key from cell where $14::bigint is null or (key, ref) > ($14, $15::text) order by key, ref limit $16
