-- Which devices are of a lot or of the lots made of it? $1: the lot's ref.
with recursive made (ref) as (
  select cast($1 as text)
  union
  select lots_made_from.lot_ref from lots_made_from join made on lots_made_from.made_from_ref = made.ref
)
select units.ref from units join made on made.ref = units.lot_ref
