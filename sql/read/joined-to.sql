-- Whom each of some entities of the side `from` joins, each at most $5 times.
-- $1 derivation, $2 refs, $3 and $4 how far the other's time may lie before and after, $5 most; row: from_ref, to_ref
select near.ref as from_ref, joined.ref as to_ref
from unnest($2::text[]) near (ref)
cross join lateral (
  select far.ref
  from join_row own
  join join_row far on far.derivation = own.derivation and far.side = 'to' and far.key = own.key
    and (own.at is null or far.at between own.at - $3::bigint and own.at + $4::bigint)
  where own.derivation = $1 and own.side = 'from' and own.ref = near.ref and far.ref <> own.ref
  limit $5
) joined
