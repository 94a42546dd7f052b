-- State claims of entities, for what they jumped. $1 refs, $2 knownAt (null: all); row: a claim
select * from claim where ref = any ($1::text[]) and kind = 'state' and ($2::bigint is null or recorded_at <= $2)
