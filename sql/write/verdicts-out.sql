-- $1 refs of orders that have not begun
delete from verdict where order_ref = any ($1::text[])
