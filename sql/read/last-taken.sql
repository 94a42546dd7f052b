-- When the last event was taken. row: taken_at
select taken_at from event order by seq desc limit 1
