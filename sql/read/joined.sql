-- How far the links of derivations have come; done: all follow that version, as the graph shows them. Row: derivation, version, done
select derivation, version, coalesce(joined.batch <= confirmed.batch, false) as done from joined, confirmed
