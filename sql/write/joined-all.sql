-- Where no entity of a derivation is left: the graph shows all of it after the last entry of the outbox.
update joined set batch = greatest((select batch from confirmed), (select max(id) from outbox))
where batch is null and not exists (select from to_join where to_join.derivation = joined.derivation)
