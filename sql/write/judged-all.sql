-- Where no order is left to be judged: the graph shows all of it after the last entry of the outbox.
update judged set batch = greatest((select batch from confirmed), (select max(id) from outbox)) where batch is null and not exists (select from to_judge)
