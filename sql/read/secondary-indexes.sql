-- Indexes of a table beside those that its constraints need. $1 table; row: name, definition
select indexname as name, indexdef as definition from pg_indexes
where schemaname = current_schema() and tablename = $1 and not exists (select from pg_constraint where conname = indexname)
