-- Entities that claim identifiers; orders that were merged are one.
-- $1 types, $2 schemes, $3 values; row: type, scheme, value, refs
with claiming as (
  select distinct asked.type, asked.scheme, asked.value, coalesce(alias.survivor, identifier.ref) as ref
  from (select distinct * from unnest($1::text[], $2::text[], $3::text[]) as told (type, scheme, value)) as asked
  join identifier using (type, scheme, value)
  left join alias on alias.ref = identifier.ref
)
select type, scheme, value, array_agg(ref order by ref) as refs from claiming group by type, scheme, value
