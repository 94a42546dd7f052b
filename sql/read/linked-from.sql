-- Who states links to entities in given fields, as known at a moment. $1 targets, $2 Type.field, $3 knownAt; row: ref
select distinct ref from claim where target = any ($1::text[]) and field = any ($2::text[]) and recorded_at <= $3
