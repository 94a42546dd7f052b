-- Who states links to entities, in given fields. $1 refs, $2 Type.field; row: ref, other, field
select distinct target as ref, ref as other, field from claim where target = any ($1::text[]) and field = any ($2::text[])
