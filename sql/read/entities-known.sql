-- Entities of which something stood that had been told by a moment: said by a record of their own, or by a link that names them at either end. $1 refs, $2 knownAt
-- row: ref, attributes (as known now), resolved (as known then), first_at (null: claims alone tell when it began)
with asked as (
  select ref from unnest($1::text[]) as asked (ref)
), told as (
  select claim.ref, bool_or(claim.named is null) as resolved
  from asked join claim using (ref) where recorded_at <= $2 and (void is null or not void @> $2::bigint) group by claim.ref
)
select asked.ref, coalesce(entity.attributes, '{}') as attributes, coalesce(told.resolved, false) as resolved, null::bigint as first_at
from asked left join told using (ref) left join entity using (ref)
where told.ref is not null or exists (select from claim where target = asked.ref and recorded_at <= $2 and (void is null or not void @> $2::bigint))
