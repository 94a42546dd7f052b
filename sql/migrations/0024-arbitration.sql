-- Versions of rules of arbitration are ruled on as those of definitions and derivations are.
alter table definition_act drop constraint definition_act_kind_check, add constraint definition_act_kind_check check (kind in ('definition', 'derivation', 'arbitration'));
alter table rehearsal drop constraint rehearsal_kind_check, add constraint rehearsal_kind_check check (kind in ('definition', 'derivation', 'arbitration'));

-- Derived: how far what holds is decided by each rule.
create table arbitrated (
  rule    text    primary key,
  about   text    not null,                    -- what it decides about, as Type.field
  version integer,                             -- the version in force that it follows; null: none is
  batch   bigint                               -- the outbox entry after which the graph shows all of it; null: not all is decided so yet
);

-- Disagreements that a rule has decided are kept too: by which version. Null: nothing decides, it is unsettled.
alter table conflict add column decided_by text, add column decided_version integer;

-- The same as of a field that a rule decides about: of different values of one instant that of the source which it prefers, if those agree. `speakers` with `ranks`: lower is stronger.
create function told_attribute(of_refs text[], of_field text, as_of bigint, known_at bigint, speakers text[], ranks integer[]) returns jsonb language sql stable as $$
  with said as (
    select distinct on (source) source, value, ended, occurred_at from claim
    where ref = any (of_refs) and (kind = 'ended' or (kind = 'attribute' and field = of_field)) and occurred_at <= as_of and (known_at is null or recorded_at <= known_at)
      and (void is null or not (case when known_at is null then upper_inf(void) else void @> known_at end))
    order by source, occurred_at desc, (sequence is not null) desc, told_number(sequence) desc nulls first, sequence collate "C" desc, seq desc, n desc
  ), latest as (
    select value, rank, min(value) over () = max(value) over () as agreed, min(rank) over () as least
    from said left join unnest(speakers, ranks) as preferred (speaker, rank) on preferred.speaker = said.source
    where not ended and occurred_at = (select max(occurred_at) from said where not ended)
  )
  select case when min(value) = max(value) then min(value)::jsonb end from latest where agreed or rank = least
$$;
