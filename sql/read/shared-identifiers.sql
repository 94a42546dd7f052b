-- Identifiers that several entities claim; orders that were merged are one. row: scheme, values, and whether any of it is a conflict now
select type, scheme, count(*) as values,
  exists (select from conflict where conflict.field = shared.scheme and starts_with(conflict.ref, shared.type || '/')) as contested
from (
  select identifier.type, identifier.scheme, identifier.value
  from identifier left join alias on alias.ref = identifier.ref
  group by identifier.type, identifier.scheme, identifier.value
  having count(distinct coalesce(alias.survivor, identifier.ref)) > 1
) as shared
group by type, scheme
order by scheme
