-- Orders of which nothing tells when they began. $1 refs
delete from belonging where order_ref = any ($1::text[])
