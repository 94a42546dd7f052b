-- Claims, each entity's together, since that is how they are read; links that used an identifier point at the one entity that claims it.
-- Inserted once and never updated: PostgreSQL does not use an index over updated rows in the transaction that made it.
insert into claim (seq, n, ref, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence)
select seq, n, told.ref, kind, field, value, coalesce(named.ref, target), stated, quantities, source, occurred_at, recorded_at, sequence
from told_claim told
left join (
  select identifier.type || '/~' || identifier.scheme || ':' || identifier.value as stated, min(coalesce(alias.survivor, identifier.ref)) as ref
  from identifier left join alias on alias.ref = identifier.ref
  group by identifier.type, identifier.scheme, identifier.value
  having count(distinct coalesce(alias.survivor, identifier.ref)) = 1
) as named using (stated)
order by told.ref, seq, n
