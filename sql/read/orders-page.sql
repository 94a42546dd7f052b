-- Orders, in the order of refs. $1 after ref ('': from the start), $2 most, $3 the type of orders; row: ref
select ref from entity where ref > $1 and type = $3 order by ref limit $2
