-- Orders that anybody ever told of, merged ones and such of which nothing stands too, in the order of refs. $1 the type of orders, $2 after which ref, $3 most; row: ref
select ref from (
  -- From the first ref of the type to the last, by the primary key.
  (select ref from entity where ref > greatest($2, $1 || '/') and ref < $1 || '0' order by ref limit $3)
  union (select ref from claim where void is not null and ref > greatest($2, $1 || '/') and ref < $1 || '0' group by ref order by ref limit $3)
  union (select target from claim where void is not null and target > greatest($2, $1 || '/') and target < $1 || '0' group by target order by target limit $3)
  union select unnest(array[order_ref, into_ref]) from merge
) as told where ref > $2 order by ref limit $3
