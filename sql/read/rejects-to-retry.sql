-- Rejects in the order told, to be read again. $1 source (null: all), $2 after id, $3 up to id, $4 most
select id, source, content_hash, file, line, record, columns from reject
where ($1::text is null or source = $1) and id > $2 and id <= $3 order by id limit $4
