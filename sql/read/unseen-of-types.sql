-- What links name of some types and no record has told of yet; what was merged is known by its survivor. $1 types, $2 how many; row: ref
select ref from entity where not resolved and type = any ($1) and not exists (select from alias where alias.ref = entity.ref) order by type, ref limit $2
