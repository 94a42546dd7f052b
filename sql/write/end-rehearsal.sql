-- Ends a rehearsal that is under way. $1 id, $2 stage, $3 orders (null: as they were), $4 result, $5 endedAt; row: id, or nothing where it had ended
update rehearsal set stage = $2, orders = coalesce($3, orders), result = $4, ended_at = $5 where id = $1 and stage = 'UNDER_WAY' returning id
