-- Corrections, retractions and deletions. What follows from events is made anew under them (see SHAPE), so the tables may change freely.
create table act (
  seq         bigint         not null,            -- the event that corrects or retracts another of its source
  retracts    boolean        not null,            -- else it corrects
  source      text           not null,
  event_id    text           not null,            -- its own
  target      text           not null,            -- the other's, told already or not
  recorded_at bigint         not null,
  retracted   int8multirange not null default '{}',  -- known times at which it is retracted itself
  primary key (seq, retracts)
);
create index act_by_target on act (source, target);    -- when an event is void
create index act_by_event on act (source, event_id);   -- what a retraction of it changes further

-- Known times at which its event is retracted or replaced; null: none. A claim stands by all that was told unless they have no end.
alter table claim add column void int8multirange;
-- What orders were known by before it was retracted.
create index claim_by_withdrawn on claim (value) where kind = 'identifier' and upper_inf(void);
comment on column claim.ended is 'it says that what it is about held no longer from occurred_at';
-- Who had been told of by a moment is asked of the claims that stood at it.
alter table entity drop column known_at;
