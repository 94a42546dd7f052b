-- The lots of a version: those that are given, and those of its units. $1 frozen, $2 lots, $3 made, $4 told as JSON, $5 who says so, as JSON, $6 doubtful pieces
with given as (
  select lot collate "C" as lot, made, told::jsonb as told, array(select jsonb_array_elements_text(told_by::jsonb)) as told_by, doubtful
  from unnest($2::text[], $3::double precision[], $4::text[], $5::text[], $6::double precision[]) as given (lot, made, told, told_by, doubtful)
), counted as (
  select lot, disposition, count(*) as units from recall_unit, unnest(lots) as lot where frozen = $1 and ref <> lot group by lot, disposition
), known as (
  select lot, jsonb_object_agg(disposition, units) as units from counted group by lot
)
insert into recall_lot (frozen, lot, made, told, told_by, doubtful, units)
select $1, lot, made, coalesce(told, '{}'), coalesce(told_by, '{}'), coalesce(doubtful, 0), coalesce(units, '{}') from given full join known using (lot)
