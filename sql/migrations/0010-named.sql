-- A link that was stated from the other side is kept with whom the record named there; by an identifier: the placeholder until somebody claims it, then the entity.
alter table claim add column named text;         -- such a link: whom it was stated of, as stated; null: the record's own entity
create index claim_by_named on claim (named) where named like '%/~%';
