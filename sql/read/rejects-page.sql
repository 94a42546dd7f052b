-- Rejects, latest first. $1 source (null: all), $2 before id (null: from the latest), $3 most
select id, source, content_hash, file, line, code, reason, record from reject
where ($1::text is null or source = $1) and ($2::bigint is null or id < $2) order by id desc limit $3
