-- Which world this is, how far it is settled, and which outbox entry the graph confirmed last.
select world, model, fingerprint, shape, settled, confirmed.batch as applied, emptying from progress, confirmed
