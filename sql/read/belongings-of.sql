-- Who was an order's, and when, as it is kept. $1 order refs; row: order_ref, kept (when it began, refs, when each became its own, when each ceased to be)
select order_ref, json_build_array(begun, refs, froms, tos) as kept from belonging where order_ref = any ($1::text[])
