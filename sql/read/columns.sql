-- The columns of table $1, in their order. row: name
select attname as name from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum
