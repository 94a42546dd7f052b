-- Entities that claim identifiers; orders that were merged are one.
-- $1 types, $2 schemes, $3 values; row: type, scheme, value, refs
select asked.type, asked.scheme, asked.value, array_agg(distinct survivor_of(identifier.ref) order by survivor_of(identifier.ref)) as refs
from (select distinct * from unnest($1::text[], $2::text[], $3::text[]) as told (type, scheme, value)) as asked
join identifier using (type, scheme, value)
group by asked.type, asked.scheme, asked.value
