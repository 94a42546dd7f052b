-- The graph has confirmed everything up to $1.
with confirming as (update confirmed set batch = $1 where batch < $1)
delete from outbox where id <= $1
