-- Points links that used an identifier at the one entity that claims it.
update claim set target = named.ref
from (
  select identifier.type || '/~' || identifier.scheme || ':' || identifier.value as stated, min(coalesce(alias.survivor, identifier.ref)) as ref
  from identifier left join alias on alias.ref = identifier.ref
  group by identifier.type, identifier.scheme, identifier.value
  having count(distinct coalesce(alias.survivor, identifier.ref)) = 1
) as named
where claim.stated = named.stated and claim.stated like '%/~%'
