-- $1 translation, $2 refs; row: ref, window_from, group_key, matches, amount
select ref, window_from, group_key, matches, amount::text as amount from measured where translation = $1 and ref = any ($2::text[])
