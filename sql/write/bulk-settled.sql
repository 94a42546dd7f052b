-- Everything is settled up to $1 and the graph that shows it is number $2, which it may not be yet.
with confirming as (update confirmed set batch = $2)
update progress set settled = $1, emptying = true
