-- The lots of a version: those that are given, and those of its units. $1 frozen, $2 lots, $3 made, $4 told as JSON
with given as (
  select lot collate "C" as lot, made, told::jsonb as told from unnest($2::text[], $3::double precision[], $4::text[]) as given (lot, made, told)
), counted as (
  select lot, disposition, count(*) as units from recall_unit, unnest(lots) as lot where frozen = $1 and ref <> lot group by lot, disposition
), known as (
  select lot, jsonb_object_agg(disposition, units) as units from counted group by lot
)
insert into recall_lot (frozen, lot, made, told, units)
select $1, lot, made, coalesce(told, '{}'), coalesce(units, '{}') from given full join known using (lot)
