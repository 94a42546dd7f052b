-- $1 order refs; row: order_ref, ref
select order_ref, ref from member where order_ref = any ($1::text[])
