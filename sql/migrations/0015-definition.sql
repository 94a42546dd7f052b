-- What was ruled on definitions: their versions, and how far each has come. Truth, as event is: rows are never changed or deleted, and a rebuild keeps them.
create table definition_act (
  place          bigint  primary key generated always as identity,  -- its place among the rulings
  definition     text    not null,
  version        integer not null,
  act            text    not null check (act in ('FILED', 'DRAFTED', 'PROPOSED', 'APPROVED', 'RETURNED', 'ACTIVATED', 'RETIRED')),
  source         text,                             -- FILED, DRAFTED, PROPOSED: a definition file with this version alone
  effective_from bigint,                           -- ACTIVATED
  effective_to   bigint,                           -- RETIRED
  actor          text    not null,                 -- who ruled so
  reason         text    not null,
  recorded_at    bigint  not null                  -- by our clock
);

-- Derived: the versions that orders are judged by, and the outbox entry after which the graph shows every order so; null: not every order is judged yet.
create table judged (
  definition text    not null,
  version    integer not null,
  batch      bigint,
  primary key (definition, version)
);

-- Derived: orders still to be judged by versions that were approved.
create table to_judge (
  ref text primary key
);

-- Versions held against the orders that there are, before they are in force: what would change. Kept with the version; while one is under way its row is
-- touched every second, and one that was not for long died with its program.
create table rehearsal (
  id         bigint  primary key generated always as identity,
  definition text    not null,
  version    integer not null,
  against    integer,                              -- the version in force that it was compared with; null: there was none
  meaning    text    not null,                     -- hash of the rules that were rehearsed
  actor      text    not null,
  begun_at   bigint  not null,
  touched_at bigint  not null,
  ended_at   bigint,
  stage      text    not null check (stage in ('UNDER_WAY', 'DONE', 'CANCELLED', 'FAILED')),
  orders     integer not null default 0,           -- looked at so far
  result     jsonb                                 -- what would change; of one that failed, why
);
create index rehearsal_by_version on rehearsal (definition, version, id);
