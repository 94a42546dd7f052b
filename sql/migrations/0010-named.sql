-- A link that was stated from the other side by an identifier is kept with whom this names: the placeholder until somebody claims it, then the entity.
alter table claim add column named text;         -- such a link: the placeholder; null: ref is whom the record named
create index claim_by_named on claim (named) where named is not null;
