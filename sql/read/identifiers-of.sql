-- $1 refs; row: ref, scheme, value, source, in the order they were told
select ref, scheme, value, source from identifier where ref = any ($1::text[]) order by seq
