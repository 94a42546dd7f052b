-- Merges of orders that hold, and those that name an order of which no record tells. row: merges, idle, strangers (the first ten)
with stranger as (
  select named.ref, alias.ref as merged
  from alias, lateral (values (alias.ref), (alias.survivor)) as named (ref)
  where not exists (select from entity where entity.ref = named.ref and entity.resolved)
)
select (select count(*)::integer from alias) as merges,
  (select count(distinct merged)::integer from stranger) as idle,
  array (select distinct ref from stranger order by ref limit 10) as strangers
