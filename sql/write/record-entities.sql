-- Entities that records spoke of: their untracked attributes overwrite, what a record did not name stays. Row: ref of those that are new.
-- $1 refs, $2 types, $3 attributes (JSON), $4 first occurredAt
with told as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as told (ref, type, attributes, first_at)
), known as (
  select told.ref from told join entity using (ref)
), written as (
  insert into entity (ref, type, attributes, resolved, first_at)
  select told.ref, told.type, told.attributes::jsonb, true, told.first_at from told
  on conflict (ref) do update
    set attributes = entity.attributes || excluded.attributes, resolved = true, first_at = least(entity.first_at, excluded.first_at)
    where not entity.resolved or entity.first_at is null or excluded.first_at < entity.first_at or not entity.attributes @> excluded.attributes
)
select ref from told where ref not in (select ref from known)
