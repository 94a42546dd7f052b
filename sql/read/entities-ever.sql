-- Entities that had ever been told of by a moment, whether anything of it stands or not. $1 refs, $2 knownAt (null: all)
-- row: ref, attributes, resolved (both as they are now), first_at (as it is now; null as known at a moment: claims alone tell)
select asked.ref, coalesce(entity.attributes, '{}') as attributes, coalesce(entity.resolved, false) as resolved, case when $2::bigint is null then entity.first_at end as first_at
from unnest($1::text[]) as asked (ref) left join entity using (ref)
where ($2 is null and entity.ref is not null)
  or exists (select from claim where claim.ref = asked.ref and ($2 is null or recorded_at <= $2))
  or exists (select from claim where claim.target = asked.ref and ($2 is null or recorded_at <= $2))
