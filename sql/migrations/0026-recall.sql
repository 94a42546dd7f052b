-- Recalls: what was frozen of each, and what was done about it. Truth, as event is: rows are never changed or deleted, and a rebuild keeps them. Refs sort by
-- their code points (collation C), so that the order in which a digest is worked out is everybody's.
create table recall (
  id    bigint primary key,                                        -- counted without gaps, in the order in which they were opened
  title text   not null,
  class text   not null check (class in ('I', 'II', 'III')),
  depth text   not null check (depth in ('WHOLESALE', 'RETAIL', 'USER', 'SUBJECT'))
);

-- Names what is frozen while it is written: only what was written whole gets a recall and a version, so one that is killed leaves nothing but a number that nobody sees.
create sequence recall_frozen;

create table recall_version (
  frozen       bigint  primary key,
  recall       bigint  not null references recall,
  version      integer not null,                                   -- from 1; widening makes another
  scope        jsonb   not null,                                   -- as asked
  as_of        bigint  not null,                                   -- what was true then
  known_at     bigint  not null,                                   -- what we had been told by then
  seq          bigint  not null,                                   -- the last place in the journal by which it was answered
  frozen_under jsonb   not null,                                   -- the model and its versions
  digest       text    not null,                                   -- SHA-256 over its units, see src/recall/canonical-unit.ts
  affected     integer not null,                                   -- units
  balance      jsonb   not null,                                   -- of all its lots
  completeness jsonb   not null,
  unique (recall, version)
);

-- No other index, and no reference to the version: rows are written a million at a time. A recall is read as a whole or in the order of refs; what narrows it
-- further or groups it reads the rows of one version, which lie together, at about a microsecond a row.
create table recall_unit (
  frozen         bigint   not null,
  ref            text     collate "C" not null,
  lots           text[]   collate "C" not null,
  orders         text[]   collate "C" not null,
  lines          text[]   collate "C" not null,
  consignees     text[]   collate "C" not null,
  subjects       text[]   collate "C" not null,
  used_at        bigint[] not null,                                -- ascending
  disposition    text     not null check (disposition in ('IN_STOCK', 'IN_TRANSIT', 'AT_CONSIGNEE', 'USED', 'EXPLANTED', 'RETURNED', 'DESTROYED', 'UNKNOWN')),
  disposition_at bigint,                                           -- null: nobody says when
  disposition_by text,                                             -- null: nothing says so
  doubtful       boolean  not null,                                -- sources disagree about what became of it
  inferred       boolean  not null,                                -- found over links alone that no record states
  primary key (frozen, ref)
);

create table recall_lot (
  frozen bigint           not null,
  lot    text             collate "C" not null,
  made   double precision,                                         -- pieces; null: nobody says
  told   jsonb            not null,                                -- pieces without serial numbers that records tell of, by disposition, each record by itself
  units  jsonb            not null,                                -- its units, by disposition
  primary key (frozen, lot)
);

-- Lots and units that may be meant too. Whether they are is ruled by an act about them.
create table recall_candidate (
  frozen bigint not null,
  entity text   collate "C" not null,
  near   text   collate "C" not null,                              -- the text in the scope that it is near to
  reason text   not null,                                          -- in what they differ
  primary key (frozen, entity, near)
);

create table recall_act (
  place       bigint  primary key generated always as identity,
  recall      bigint  not null references recall,
  version     integer not null,                                    -- of its scope: made by the act, or that it was about
  act         text    not null check (act in ('OPENED', 'WIDENED', 'SCOPED', 'CANDIDATE_ACCEPTED', 'CANDIDATE_REJECTED', 'NOTIFIED', 'ACKNOWLEDGED', 'CHECKED', 'REQUESTED', 'MONITORED', 'TERMINATED')),
  stage       text    not null check (stage in ('OPENED', 'SCOPED', 'NOTIFIED', 'MONITORED', 'TERMINATED')),  -- of the recall after it
  about       text,                                                -- a consignee, a candidate; null: the whole recall
  actor       text    not null,
  reason      text    not null,
  recorded_at bigint  not null,                                    -- by our clock
  details     jsonb                                                -- by kind; never a personal value
);
create index recall_act_by_recall on recall_act (recall, place);
