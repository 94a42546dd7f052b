-- $1 seq, $2 change, $3 settledAt; row: id
insert into outbox (seq, change, settled_at) values ($1, $2, $3) returning id
