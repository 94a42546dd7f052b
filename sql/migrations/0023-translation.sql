-- Derived: what entities add to the measures of the model's translations. Worked out anew when an entity they look at is told of.
create table measured (
  translation text    not null,
  ref         text    not null,
  window_from bigint  not null,
  group_key   text,                               -- '' where all are one group; null: nobody knows it, and it counts toward the whole alone
  matches     boolean not null,
  amount      numeric not null,
  primary key (translation, ref)
);
create index measured_by_window on measured (translation, window_from);

-- Derived: windows that are to be judged at a moment, each as often as something changed in it: a row that is there may be judged already by who does not see the change yet.
create table measure_due (
  id          bigint primary key generated always as identity,
  translation text   not null,
  window_from bigint not null,
  at          bigint not null
);

-- The life of proposals, beside the events that tell of them. Truth, as event is: rows are never changed or deleted, and a rebuild keeps them.
create table proposal_act (
  place        bigint  primary key generated always as identity,
  translation  text    not null,
  version      integer not null,                  -- of the translation
  ref          text    not null,
  act          text    not null check (act in ('PROPOSED', 'ACCEPTED', 'REJECTED', 'EXPIRED')),
  actor        text    not null,
  reason       text    not null,
  recorded_at  bigint  not null,                  -- by our clock
  window_from  bigint,                            -- PROPOSED, as what follows
  window_until bigint,
  group_key    text,
  measure      jsonb,                             -- as the condition saw it
  condition    text,
  evidence     integer,                           -- entities that it is linked to
  expires_at   bigint                             -- null: never
);
create unique index proposal_begun on proposal_act (ref) where act = 'PROPOSED';
create unique index proposal_decided on proposal_act (ref) where act <> 'PROPOSED';
create index proposal_expiring on proposal_act (expires_at) where act = 'PROPOSED' and expires_at is not null;

-- How far proposals were published, by where to.
create table published (
  endpoint text   primary key,
  place    bigint not null
);
