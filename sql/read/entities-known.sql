-- Entities that had been told of by a moment: by a record of their own, or by a link of another's that names them at either end. $1 refs, $2 knownAt
-- row: ref, attributes, resolved (as known then), first_at; of those that records make no claims of, the last two are as known now
select ref, attributes,
  resolved and (not claimed or exists (select from claim where claim.ref = entity.ref and named is null and recorded_at <= $2)) as resolved,
  case when claimed then null else first_at end as first_at
from entity cross join lateral (select exists (select from claim where claim.ref = entity.ref) as claimed) as told
where ref = any ($1::text[]) and (known_at <= $2 or exists (select from claim where target = entity.ref and recorded_at <= $2))
