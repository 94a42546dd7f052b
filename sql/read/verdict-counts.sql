-- How many orders stand at which outcomes. $1 to $8 as held_verdict takes them; row: outcomes (a letter for the unified one and each domain), orders
select outcomes, count(*)::integer as orders from held_verdict($1, $2, $3, $4, $5, $6, $7, $8) group by outcomes order by outcomes
