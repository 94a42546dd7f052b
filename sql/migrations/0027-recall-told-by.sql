-- Who says what became of a lot's pieces without serial numbers, so that what changes of it later is told with who had said so: a use that was cancelled since.
alter table recall_lot add column told_by text[] collate "C" not null default '{}';
