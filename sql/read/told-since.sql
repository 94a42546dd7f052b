-- Of whom something was told after a moment, or came to stand or to stand no more, and orders that were merged or parted; some of whom nothing was. $1 knownAt, $2 most; row: ref
select ref from event join claim using (seq) where event.recorded_at > $1
union
select ref from claim where void is not null
union
select unnest(array[order_ref, into_ref]) from merge where recorded_at > $1
limit $2
