-- Rejects whose records hold a text. Reads every reject. $1 text, $2 most; row: a reject
select id, source, content_hash, file, line, code, reason, record from reject where position($1::text in record) > 0 order by id desc limit $2
