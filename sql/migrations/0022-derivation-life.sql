-- Versions of derivations are ruled on as those of definitions are, in the same order; each kind has names and numbers of its own.
alter table definition_act add column kind text not null default 'definition' check (kind in ('definition', 'derivation'));
alter table rehearsal add column kind text not null default 'definition' check (kind in ('definition', 'derivation'));

-- The version that inferred a link. Null in a journal of an earlier release until its derivations are first held: the version that they then are.
alter table inferred_link add column version integer;

-- Derived: how far the links of each derivation have come.
create table joined (
  derivation text   primary key,
  version    integer,                             -- the version in force that they follow; null: none is, and they go
  batch      bigint                               -- the outbox entry after which the graph shows all of it; null: not every link is so yet
);

-- Derived: entities whose rows and links are still to follow the version in force.
create table to_join (
  derivation text     not null,
  step       smallint not null check (step in (0, 1)),  -- 0: of the side `to`; 1: of the side `from`, whose links are looked up when the others' rows are there
  ref        text     not null,
  primary key (derivation, step, ref)
);
