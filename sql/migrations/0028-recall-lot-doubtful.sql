-- Of how many of a lot's pieces without serial numbers sources disagree what became of them, so that a dispute that comes later is told; null: frozen before it was kept.
alter table recall_lot add column doubtful double precision;
