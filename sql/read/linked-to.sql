-- Who states links to entities, by key or by an identifier's placeholder. $1 refs, $2 placeholders; row: ref
select ref from claim where target = any ($1::text[])
union
select ref from claim where stated = any ($2::text[]) and stated like '%/~%'
