select greatest((select max(seq) from event), (select max(seq) from merge)) as seq
