-- $1 refs; row: ref, attributes, resolved, first_at
select ref, attributes, resolved, first_at from entity where ref = any ($1::text[])
