-- $1 order, $2 survivor, $3 place of the merge it undoes (null: it is a merge), $4 reason, $5 actor, $6 recordedAt; row: seq
insert into merge (order_ref, into_ref, undoes, reason, actor, recorded_at) values ($1, $2, $3, $4, $5, $6) returning seq
