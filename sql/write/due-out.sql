-- Entities whose claims dated ahead hold now. $1 now, $2 most; row: ref
delete from due where (at, ref) in (select at, ref from due where at <= $1 order by at limit $2) returning ref
