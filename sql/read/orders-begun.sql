-- Orders of which something had occurred by a moment, as known at another: said of them, or by a link that names them. Some of them had merged then.
-- $1 the type of orders, $2 asOf, $3 knownAt, $4 of these alone (null: of all), $5 most; row: ref
with gone as (
  select unnest(array[order_ref, into_ref]) as ref from merge
  union select ref from claim where void is not null and starts_with(ref, $1 || '/')
  union select target from claim where void is not null and starts_with(target, $1 || '/')
)
select ref from (
  -- From the first ref of the type to the last, by the primary key.
  select ref from entity where ref > $1 || '/' and ref < $1 || '0' and $4::text[] is null
  union all select ref from gone where $4 is null and not exists (select from entity where entity.ref = gone.ref)
  union all select distinct ref from unnest($4) as asked (ref)
) as told
where exists (select from claim where claim.ref = told.ref and occurred_at <= $2 and recorded_at <= $3 and (void is null or not void @> $3::bigint))
   or exists (select from claim where claim.target = told.ref and occurred_at <= $2 and recorded_at <= $3 and (void is null or not void @> $3::bigint))
limit $5
