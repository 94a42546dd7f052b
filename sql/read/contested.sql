-- Entities that claim an identifier under an unshared scheme together with others; orders that were merged are one. $1 unshared schemes; row: ref
select distinct coalesce(alias.survivor, identifier.ref) as ref
from (
  select identifier.type, identifier.scheme, identifier.value
  from identifier left join alias on alias.ref = identifier.ref
  where identifier.scheme = any ($1::text[])
  group by identifier.type, identifier.scheme, identifier.value
  having count(distinct coalesce(alias.survivor, identifier.ref)) > 1
) as contested
join identifier using (type, scheme, value)
left join alias on alias.ref = identifier.ref
