-- Orders that entities belonged to when last settled. $1 refs; row: order_ref
select distinct order_ref from member where ref = any ($1::text[])
