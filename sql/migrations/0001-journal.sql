-- The journal: what we have been told. Rows of event are never changed or deleted.
create table event (
  seq          bigint generated always as identity primary key,
  source       text   not null,
  event_id     text   not null,
  content_hash text   not null,
  occurred_at  bigint not null,
  recorded_at  bigint not null,                   -- when the source says it told us, else taken_at
  taken_at     bigint not null,                   -- when the journal took it
  sequence     text,
  corrects     text,
  retracts     text,
  deletes      boolean not null default false,
  body         text   not null,                   -- statements, as JSON; text because JSON types refuse \u0000
  unique (source, event_id)
);

create table reject (
  id           bigint generated always as identity primary key,
  source       text   not null,
  content_hash text   not null,
  file         text   not null,
  line         bigint not null,
  code         text   not null,
  reason       text   not null,
  record       text   not null,
  recorded_at  bigint not null,
  unique (source, content_hash)
);

create table freshness (
  source           text   primary key,
  last_occurred_at bigint not null,
  last_recorded_at bigint not null
);

-- From here on: derived from event, emptied and refilled by a rebuild.
create table claim (
  seq         bigint   not null,
  n           smallint not null,
  ref         text     not null,
  kind        text     not null,
  field       text     not null,                  -- a link's is Type.field
  value       text,                               -- scalar as JSON
  target      text,                               -- a link: the entity it names now
  stated      text,                               -- a link: the name it used
  quantities  text,
  source      text     not null,
  occurred_at bigint   not null,
  recorded_at bigint   not null,
  sequence    text,
  ended       boolean  not null default false,
  primary key (seq, n)
);
create index claim_by_ref on claim (ref);                                       -- settling and history of an entity
create index claim_by_target on claim (target) where target is not null;        -- who hangs on an entity
create index claim_by_placeholder on claim (stated) where stated like '%/~%';   -- links that wait for an identifier

create table entity (
  ref        text    primary key,
  type       text    not null,
  attributes jsonb   not null default '{}',       -- untracked fields: last accepted values
  resolved   boolean not null,
  first_at   bigint,                              -- earliest occurredAt of a record about it
  known_at   bigint  not null                     -- earliest recordedAt of a record that names it
);
create index entity_unresolved on entity (type, ref) where not resolved;

create table identifier (
  type     text   not null,
  scheme   text   not null,
  value    text   not null,
  ref      text   not null,
  source   text   not null,
  seq      bigint not null,
  primary key (type, scheme, value, ref, source)
);
create index identifier_by_ref on identifier (ref);

create table member (
  order_ref text not null,
  ref       text not null,
  primary key (order_ref, ref)
);
create index member_by_ref on member (ref);

create table conflict (
  ref    text   not null,
  field  text   not null,                         -- state, an attribute's name, a relation's field or an identifier's scheme
  reason text   not null,
  claims text[] not null,
  primary key (ref, field)
);

create table due (
  at  bigint not null,
  ref text   not null,
  primary key (at, ref)
);

-- What settling decided and the graph has not confirmed yet: written with the settled tables, so a crash between the stores loses nothing.
create table outbox (
  id         bigint generated always as identity primary key,
  seq        bigint not null,
  change     text   not null,
  settled_at bigint not null
);

create table progress (
  one         boolean primary key default true check (one),
  world       text    not null,                   -- names this journal; the graph carries it too
  model       text    not null,
  fingerprint text    not null,
  settled     bigint  not null default 0,         -- last seq in the derived tables
  applied     bigint  not null default 0,         -- last outbox id the graph confirmed
  emptying    boolean not null default false      -- a rebuild has begun and the graph may still hold what was before it
);
