-- The next entities whose rows and links are to follow the version in force. $1 most; row: derivation, side, ref
delete from to_join where (derivation, step, ref) in (select derivation, step, ref from to_join order by derivation, step, ref limit $1)
returning derivation, case step when 0 then 'to' else 'from' end as side, ref
