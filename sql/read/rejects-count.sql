-- $1 source (null: all)
select count(*) as total from reject where $1::text is null or source = $1
