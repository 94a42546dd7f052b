-- Everything claimed about entities that had been told by a moment, what is void by then too. $1 refs, $2 knownAt (null: all); row: a claim
select seq, n, ref, named, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence, ended, void
from claim where ref = any ($1::text[]) and ($2::bigint is null or recorded_at <= $2)
