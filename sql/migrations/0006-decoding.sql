-- How records of a source were decoded: the expressions and words of the model by which each event came to say what it says.
create table decoding (
  id          integer generated always as identity primary key,
  source      text not null,
  fingerprint text not null,
  text        text not null,                      -- what was read of a record, by what it became, as JSON
  unique (source, fingerprint)
);
-- decoding.id; no foreign key, which would be looked up for every event taken. Null for what an earlier release took.
alter table event add column decoding integer;

-- Events whose records were told again to be decoded under a changed model. Truth, as event is: rows are never changed or deleted, the latest of an event stands for it.
create table redecoded (
  id           bigint  generated always as identity primary key,
  seq          bigint  not null references event (seq),
  decoding     integer not null,
  occurred_at  bigint  not null,
  sequence     text,
  corrects     text,
  retracts     text,
  deletes      boolean not null,
  body         text    not null,
  redecoded_at bigint  not null                   -- by our clock; when it was recorded is what the event says
);
create index redecoded_by_seq on redecoded (seq, id desc);

-- Events as they are decoded now: what is derived is derived from these.
create view event_as_decoded as
select event.seq, event.source, event.event_id, event.content_hash, event.recorded_at, event.taken_at,
  coalesce(latest.decoding, event.decoding) as decoding,
  coalesce(latest.occurred_at, event.occurred_at) as occurred_at,
  case when latest.seq is null then event.sequence else latest.sequence end as sequence,
  case when latest.seq is null then event.corrects else latest.corrects end as corrects,
  case when latest.seq is null then event.retracts else latest.retracts end as retracts,
  coalesce(latest.deletes, event.deletes) as deletes,
  coalesce(latest.body, event.body) as body
from event left join lateral (select * from redecoded where redecoded.seq = event.seq order by redecoded.id desc limit 1) as latest on true;
