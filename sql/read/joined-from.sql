-- Who joins some entities of the side `to`.
-- $1 derivation, $2 refs, $3 and $4 how far their time may lie before and after; row: ref
select distinct near.ref
from join_row far
join join_row near on near.derivation = far.derivation and near.side = 'from' and near.key = far.key
  and (far.at is null or near.at between far.at - $4::bigint and far.at + $3::bigint)
where far.derivation = $1 and far.side = 'to' and far.ref = any ($2::text[])
