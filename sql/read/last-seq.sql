select seq from event order by seq desc limit 1
