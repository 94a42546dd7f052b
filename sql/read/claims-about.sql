-- Everything claimed about entities, as known at a moment.
-- $1 refs, $2 knownAt (null: all); row: a claim
select seq, n, ref, named, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence
from claim where ref = any ($1::text[]) and not ended and ($2::bigint is null or recorded_at <= $2)
