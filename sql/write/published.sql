-- $1 endpoint, $2 place
update published set place = $2 where endpoint = $1
