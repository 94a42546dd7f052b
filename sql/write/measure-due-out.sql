-- $1 ids
delete from measure_due where id = any ($1::bigint[])
