-- Entities of a derivation's side `from` that join by something or have links now, in the order of refs. $1 derivation; row: ref
declare in_turn no scroll cursor for
select ref from join_row where derivation = $1::text and side = 'from' union select from_ref from inferred_link where derivation = $1::text order by ref
