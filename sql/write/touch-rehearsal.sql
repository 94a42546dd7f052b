-- Says that a rehearsal goes on. $1 id, $2 orders so far; row: id, or nothing where it was cancelled
update rehearsal set touched_at = extract(epoch from clock_timestamp()) * 1000, orders = $2 where id = $1 and stage = 'UNDER_WAY' returning id
