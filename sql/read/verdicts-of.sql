-- What is kept of orders' verdicts, lists as array literals. $1 refs; row: order_ref, definition, version, kept, disputed
select order_ref, definition, version, concat_ws(' ', outcomes, sinces, at, spans, span_sinces) as kept, disputed from verdict where order_ref = any ($1::text[])
