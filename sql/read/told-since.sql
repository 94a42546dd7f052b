-- Of whom something was told after a moment, or came to stand or to stand no more, and orders that were merged or parted. $1 knownAt, $2 most refs, $3 most events
-- row: ref; null: there were more events
with told as materialized (
  select seq from event where recorded_at > $1 limit $3
)
select null as ref where (select count(*) from told) >= $3
union all
select ref from (
  select ref from told join claim using (seq)
  union
  select ref from claim where void is not null and (void @> $1::bigint) is distinct from upper_inf(void)
  union
  select unnest(array[order_ref, into_ref]) from merge where recorded_at > $1
) as concerned
limit $2
