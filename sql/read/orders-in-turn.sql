-- Orders, in the order of refs; those that were merged are one, whichever of them is told of. $1 the type of orders; row: ref
declare in_turn no scroll cursor for
select distinct coalesce(alias.survivor, entity.ref) as ref from entity left join alias using (ref) where entity.type = $1::text order by 1
