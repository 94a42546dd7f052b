-- Entities of a type, in the order of refs. $1 type; row: ref
declare in_turn no scroll cursor for select ref from entity where type = $1::text order by ref
