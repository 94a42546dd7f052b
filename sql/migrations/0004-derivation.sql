-- Derived: what entities join by in the model's derivations, and the links that follow. Worked out anew when an entity they look at is told of.
create table join_row (
  derivation text   not null,
  side       text   not null check (side in ('from', 'to')),
  ref        text   not null,
  key        text   not null,
  at         bigint,                              -- null where the derivation compares no times
  digest     text   not null                      -- of all else that the row's links depend on: unchanged, they are
);
create index join_row_by_ref on join_row (derivation, side, ref);
create index join_row_by_key on join_row (derivation, side, key, at);

create table inferred_link (
  derivation text   not null,
  from_ref   text   not null,                     -- of the derivation's side `from`, whichever way the relation is stored
  to_ref     text   not null,
  valid_from bigint not null,
  known_from bigint not null,
  primary key (derivation, from_ref, to_ref)
);

-- Entities that join more than the derivation allows; they get none of its links.
create table overflow (
  derivation text not null,
  ref        text not null,
  primary key (derivation, ref)
);
