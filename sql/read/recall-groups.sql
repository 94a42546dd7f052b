-- Units of a version by whom they concern, by ref, those of nobody first; a unit of several is in each. $1 frozen, $2 CONSIGNEE, ORDER, SUBJECT or LOT, $3 after entity (null: from the start, '': after nobody), $4 most
-- row: entity, units, dispositions, first_used_at, last_used_at, total of those with an entity; one of nulls but for total where there is none
with concerned as (
  select entity, disposition, used_at
  from recall_unit left join lateral unnest(case $2::text when 'CONSIGNEE' then consignees when 'ORDER' then orders when 'SUBJECT' then subjects else lots end) as entity on true
  where frozen = $1
), counted as (
  select entity, disposition, count(*) as units, min(used_at[1]) as first_used_at, max(used_at[cardinality(used_at)]) as last_used_at from concerned group by entity, disposition
), grouped as (
  select entity, sum(units)::integer as units, json_object_agg(disposition, units) as dispositions, min(first_used_at) as first_used_at, max(last_used_at) as last_used_at from counted group by entity
)
select page.*, number.total
from (select count(entity)::integer as total from grouped) as number
left join (select * from grouped where $3::text is null or entity > $3 order by entity nulls first limit $4) as page on true
order by page.entity nulls first
