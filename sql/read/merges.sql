-- Merges and undoings, in the journal's order. $1 seq (inclusive; null: as far as is settled), $2 knownAt (null: all)
-- row: seq, order_ref, into_ref, undoes, reason, actor, recorded_at
select seq, order_ref, into_ref, undoes, reason, actor, recorded_at from merge
where seq <= coalesce($1::bigint, (select settled from progress)) and ($2::bigint is null or recorded_at <= $2)
order by seq
