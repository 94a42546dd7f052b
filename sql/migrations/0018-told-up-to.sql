-- What corrections and retractions come to by those that were told up to a place in the journal: for answers that are repeated as they were given then.
-- Circles of retractions are refused where events are taken in, so both end.

-- Known times at which an event is retracted, while whoever retracts it is not retracted himself.
create function retracted_up_to(of_source text, of_event text, place bigint) returns int8multirange language plpgsql stable as $$
begin
  return coalesce((
    select range_agg(int8multirange(int8range(act.recorded_at, null)) - retracted_up_to(act.source, act.event_id, place))
    from act where act.source = of_source and act.target = of_event and act.retracts and act.seq <= place
  ), '{}');
end $$;

-- Known times at which an event does not stand: while somebody who is not retracted himself retracts or corrects it; null: it always stands.
create function void_up_to(of_source text, of_event text, place bigint) returns int8multirange language plpgsql stable as $$
begin
  return nullif((
    select range_agg(int8multirange(int8range(act.recorded_at, null)) - retracted_up_to(act.source, act.event_id, place))
    from act where act.source = of_source and act.target = of_event and act.seq <= place
  ), '{}');
end $$;

-- What the list of rejects was after each of its changes: a row that left it, or says something else now. Truth, as event is: rows are never changed or deleted.
create sequence reject_change;
alter table reject add column since bigint not null default 0;   -- the change by which it came to say what it says
alter table reject alter column since set default nextval('reject_change');
create index reject_by_since on reject (since);

create table reject_before (
  id           bigint not null,
  source       text   not null,
  content_hash text   not null,
  file         text   not null,
  line         bigint not null,
  code         text   not null,
  reason       text   not null,
  record       text   not null,
  columns      text,
  recorded_at  bigint not null,
  since        bigint not null,
  until        bigint not null,                   -- the change by which it left the list or came to say something else
  primary key (id, until)
);
create index reject_before_by_until on reject_before (until);

create function keep_reject() returns trigger language plpgsql as $$
declare
  change bigint;
begin
  if tg_op = 'UPDATE' and (old.file, old.line, old.code, old.reason, old.record) is not distinct from (new.file, new.line, new.code, new.reason, new.record) then
    return new;
  end if;
  change := nextval('reject_change');
  insert into reject_before (id, source, content_hash, file, line, code, reason, record, columns, recorded_at, since, until)
  values (old.id, old.source, old.content_hash, old.file, old.line, old.code, old.reason, old.record, old.columns, old.recorded_at, old.since, change);
  if tg_op = 'DELETE' then
    return old;
  end if;
  new.since := change;
  return new;
end $$;
create trigger keep_reject before update or delete on reject for each row execute function keep_reject();
