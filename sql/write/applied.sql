-- The graph has confirmed everything up to $1.
with confirmed as (update progress set applied = $1 where applied < $1)
delete from outbox where id <= $1
