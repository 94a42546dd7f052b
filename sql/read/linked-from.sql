-- Who states links to entities in given fields that had begun by a moment, as known at another. $1 targets, $2 Type.field, $3 asOf, $4 knownAt, $5 how many (null: all); row: ref
select distinct ref from claim
where target = any ($1::text[]) and field = any ($2::text[]) and occurred_at <= $3 and recorded_at <= $4 and (void is null or not void @> $4::bigint)
limit $5
