-- Orders that entities belonged to when last settled. $1 refs; row: ref, order_ref
select ref, order_ref from member where ref = any ($1::text[])
