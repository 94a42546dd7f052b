-- How each index of a table is dropped and made again, those of its key too. $1 table; row: drop, make
select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop, format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
from pg_constraint where conrelid = $1::text::regclass and contype in ('p', 'u')
union all
select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
from pg_index where indrelid = $1::text::regclass and not exists (select from pg_constraint where conindid = indexrelid)
