-- When the clock alone would have changed orders that are settled anew. $1 orders
delete from due where by_clock and ref = any ($1::text[])
