-- $1 translation, $2 refs
delete from measured where translation = $1 and ref = any ($2::text[])
