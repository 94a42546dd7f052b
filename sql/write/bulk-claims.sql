-- Claims, each entity's together, since that is how they are read; links that used an identifier, at either end, name the one entity that claims it.
-- Inserted once and never updated: PostgreSQL does not use an index over updated rows in the transaction that made it.
insert into claim (seq, n, ref, named, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence, ended, void)
select seq, n, case when named is null then told.ref else coalesce(claimant.ref, told.ref) end as about, named, kind, field, value,
  case when named is null then coalesce(claimant.ref, target) else target end, stated, quantities, source, occurred_at, recorded_at, sequence, ended, void_event.void
from told_claim told
left join void_event using (seq)
left join (
  select identifier.type || '/~' || identifier.scheme || ':' || identifier.value as placeholder, min(coalesce(alias.survivor, identifier.ref)) as ref
  from identifier left join alias on alias.ref = identifier.ref
  group by identifier.type, identifier.scheme, identifier.value
  having count(distinct coalesce(alias.survivor, identifier.ref)) = 1
) as claimant on claimant.placeholder = coalesce(told.named, told.stated) -- A link has a placeholder at one end at most.
order by about, seq, n
