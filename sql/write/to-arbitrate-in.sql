-- What sources say of a field is to be decided by another version of a rule: of whoever several have ever spoken is settled again. $1 rule, $2 version (null: none), $3 `Type/`, $4 kind of claim, $5 field, $6 what it is about
with begun as (insert into arbitrated (rule, about, version, batch) values ($1, $6, $2, null) on conflict (rule) do update set version = excluded.version, batch = null)
insert into to_judge (ref)
select ref
from (select coalesce(alias.survivor, claim.ref) as ref, claim.source from claim left join alias on alias.ref = claim.ref where claim.ref ^@ $3::text and claim.kind = $4 and claim.field = $5) as told
group by ref having min(source) <> max(source)
on conflict do nothing
