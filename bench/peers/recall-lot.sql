-- Who has the devices of a lot and of the lots made of it, by the denormalised table? $1: the lot's ref.
with recursive made (ref) as (
  select cast($1 as text)
  union
  select lots_made_from.lot_ref from lots_made_from join made on lots_made_from.made_from_ref = made.ref
)
select lot, serial, "order", hospital, city, "performedAt", patient from recall join made on made.ref = recall.lot_ref
