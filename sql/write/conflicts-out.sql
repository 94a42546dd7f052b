-- $1 refs that were settled anew
delete from conflict where ref = any ($1::text[])
