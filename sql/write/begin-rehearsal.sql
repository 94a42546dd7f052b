-- Begins a rehearsal, where none is under way; those that died with their program go. Row: id, or nothing.
-- $1 definition, $2 version, $3 against, $4 meaning, $5 actor, $6 begunAt, $7 kind
with dead as (delete from rehearsal where stage = 'UNDER_WAY' and touched_at <= extract(epoch from clock_timestamp()) * 1000 - 15000)
insert into rehearsal (definition, version, against, meaning, actor, begun_at, touched_at, stage, kind)
select $1, $2, $3, $4, $5, $6, extract(epoch from clock_timestamp()) * 1000, 'UNDER_WAY', $7
where not exists (select from rehearsal where stage = 'UNDER_WAY' and touched_at > extract(epoch from clock_timestamp()) * 1000 - 15000)
returning id
