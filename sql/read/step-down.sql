-- What belongs to entities, one step.
-- $1 refs, $2 link fields stated by the one that belongs, $3 link fields stated by the one belonged to; row: ref
select ref from claim where target = any ($1::text[]) and field = any ($2::text[])
union
select target as ref from claim where ref = any ($1::text[]) and kind = 'link' and field = any ($3::text[])
