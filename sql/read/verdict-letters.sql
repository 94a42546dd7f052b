-- What a version says of orders now. $1 refs, $2 definition, $3 version; row: order_ref, outcomes, sinces
select order_ref, outcomes, sinces from verdict where order_ref = any ($1::text[]) and definition = $2 and version = $3
