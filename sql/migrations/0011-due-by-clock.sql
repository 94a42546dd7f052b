-- What the clock alone may change is looked at once an order, when its latest settling says; a claim dated ahead stays due whatever is settled meanwhile.
alter table due add column by_clock boolean not null default false;
create index due_by_clock on due (ref) where by_clock; -- what settling an order anew replaces
