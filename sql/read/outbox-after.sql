-- What the graph has yet to apply. $1 id (exclusive), $2 most; row: id, seq, change
select id, seq, change from outbox where id > $1 order by id limit $2
