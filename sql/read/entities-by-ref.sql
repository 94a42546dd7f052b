-- $1 refs; row: ref, attributes, resolved, first_at, known_at
select ref, attributes, resolved, first_at, known_at from entity where ref = any ($1::text[])
