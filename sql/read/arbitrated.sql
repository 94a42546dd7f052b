-- How far what holds is decided by rules of arbitration; done: all of it by that version, as the graph shows it. Row: rule, version, done
select rule, version, coalesce(arbitrated.batch <= confirmed.batch, false) as done from arbitrated, confirmed
