-- What links name and no record has told of yet; what was merged is known by its survivor. $1 how many; row: ref
select ref from entity where not resolved and not exists (select from alias where alias.ref = entity.ref) order by type, ref limit $1
