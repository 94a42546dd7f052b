-- What links name of some types and no record has told of yet, by ref; what was merged is known by its survivor. $1 types, $2 after which ref ('': from the start), $3 how many; row: ref
select ref from entity where not resolved and type = any ($1) and ref collate "C" > $2 and not exists (select from alias where alias.ref = entity.ref) order by ref collate "C" limit $3
