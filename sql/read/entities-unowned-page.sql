-- Entities that belong to no order, in the order of refs. $1 after ref ('': from the start), $2 most, $3 the type of orders; row: ref
select ref from entity where ref > $1 and type <> $3 and not exists (select from member where member.ref = entity.ref) order by ref limit $2
