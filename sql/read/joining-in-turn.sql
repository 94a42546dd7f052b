-- Entities of a derivation's side `from`, in the order of refs. $1 derivation; row: ref
declare in_turn no scroll cursor for select distinct ref from join_row where derivation = $1::text and side = 'from' order by ref
