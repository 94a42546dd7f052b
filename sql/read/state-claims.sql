-- State claims of entities and what ends them, for what they jumped. $1 refs, $2 knownAt (null: all); row: a claim
select * from claim
where ref = any ($1::text[]) and kind in ('state', 'ended') and ($2::bigint is null or recorded_at <= $2)
  and (void is null or not (case when $2 is null then upper_inf(void) else void @> $2::bigint end))
