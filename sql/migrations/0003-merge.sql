-- Rulings that two orders are one, and their undoing. Truth, as event is: rows are never changed or deleted, and a rebuild keeps them.
create table merge (
  seq         bigint primary key default nextval('event_seq_seq'),   -- its place among the events: all that we were told stands in one order
  order_ref   text   not null,                    -- whose ref is an old name from now on
  into_ref    text   not null,                    -- the order that survives
  undoes      bigint unique references merge (seq), -- the merge that this row takes back; null: this row is a merge
  reason      text   not null,
  actor       text   not null,                    -- who ruled so
  recorded_at bigint not null,                    -- by our clock
  check (order_ref <> into_ref)
);

-- Derived: the merges in force up to progress.settled, chains resolved.
create table alias (
  ref      text primary key,
  survivor text not null
);
create index alias_by_survivor on alias (survivor);

-- The order that a ref names now; any other entity names itself.
create function survivor_of(ref text) returns text language sql stable
  return coalesce((select alias.survivor from alias where alias.ref = survivor_of.ref), survivor_of.ref);
