-- How many changes the list of rejects has gone through. Row: changes
select greatest((select max(since) from reject), (select max(until) from reject_before), 0) as changes
