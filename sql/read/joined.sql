-- How far the links of derivations have come; done: all follow that version, as the graph shows them. Row: rule (the derivation), version, done
select derivation as rule, version, coalesce(joined.batch <= confirmed.batch, false) as done from joined, confirmed
