-- What the graph confirmed stands beside `progress`: settling keeps that row locked for as long as a window takes, and each window's slices would be confirmed one a window.
create table confirmed (
  one   boolean primary key default true check (one),
  batch bigint  not null                          -- last outbox id the graph confirmed
);
insert into confirmed (batch) select coalesce(max(applied), 0) from progress;
alter table progress drop column applied;
