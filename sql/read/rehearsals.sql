-- Rehearsals of a version, or one by its number, latest first; one under way that was not touched for 15 seconds died with its program. $1 definition, $2 version, $3 id, $4 kind
select id, kind, definition, version, against, meaning, actor, begun_at, ended_at, stage, orders, result from rehearsal
where (id = $3 or (kind = $4 and definition = $1 and version = $2)) and (stage <> 'UNDER_WAY' or touched_at > extract(epoch from clock_timestamp()) * 1000 - 15000)
order by id desc limit 100
