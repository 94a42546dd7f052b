-- Counts a recall; whoever opens one holds RECALL_LOCK. $1 title, $2 class, $3 depth; row: id
insert into recall (id, title, class, depth) select coalesce(max(id), 0) + 1, $1, $2, $3 from recall returning id
