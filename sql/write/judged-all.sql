-- Where nobody is left to be judged or arbitrated anew: the graph shows all of it after the last entry of the outbox.
with decided as (update arbitrated set batch = greatest((select batch from confirmed), (select max(id) from outbox)) where batch is null and not exists (select from to_judge))
update judged set batch = greatest((select batch from confirmed), (select max(id) from outbox)) where batch is null and not exists (select from to_judge)
