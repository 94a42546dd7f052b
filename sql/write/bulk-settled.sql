-- Everything is settled up to $1 and the graph that shows it is number $2, which it may not be yet.
update progress set settled = $1, applied = $2, emptying = true
