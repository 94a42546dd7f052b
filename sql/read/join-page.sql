-- The next entities of a derivation's side `from`, by ref.
-- $1 derivation, $2 after this ref, $3 how many; row: ref
select distinct ref from join_row where derivation = $1 and side = 'from' and ref > $2 order by ref limit $3
