-- $1 seq
update progress set settled = $1
