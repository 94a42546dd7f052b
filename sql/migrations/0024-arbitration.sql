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

-- What a claim's value says, whatever its digits: of a decimal 1.5 and 1.50 say the same.
create function told_value(value text, is_decimal boolean) returns text language sql immutable
  return case when is_decimal and value ~ '^"-?\d+(\.\d+)?"$' then trim_scale((value::json #>> '{}')::numeric)::text else value end;

-- What sources settle of a tracked attribute by a moment, as rule-attribute.ts does: of what each source said last, unless it has deleted the entity since, the latest; where that
-- is several values of one instant, that of the source which a rule of arbitration prefers, if those agree, else null. By all that was told, or as known at a moment. `of_refs`:
-- every ref of the entity; `speakers` with `ranks`: what the rule prefers, lower is stronger.
drop function told_attribute(text[], text, bigint, bigint);
create function told_attribute(of_refs text[], of_field text, as_of bigint, known_at bigint, is_decimal boolean, speakers text[] default '{}', ranks integer[] default '{}') returns jsonb language sql stable as $$
  with said as (
    select distinct on (source) source, value, ended, occurred_at from claim
    where ref = any (of_refs) and (kind = 'ended' or (kind = 'attribute' and field = of_field)) and occurred_at <= as_of and (known_at is null or recorded_at <= known_at)
      and (void is null or not (case when known_at is null then upper_inf(void) else void @> known_at end))
    order by source, occurred_at desc, (sequence is not null) desc, told_number(sequence) desc nulls first, sequence collate "C" desc, seq desc, n desc
  ), latest as (
    select value, told_value(value, is_decimal) as says, rank from said left join unnest(speakers, ranks) as preferred (speaker, rank) on preferred.speaker = said.source
    where not ended and occurred_at = (select max(occurred_at) from said where not ended)
  ), weighed as (
    select latest.*, min(says) over () = max(says) over () as agreed, min(rank) over () as least from latest
  )
  select case when min(says) = max(says) then min(value)::jsonb end from weighed where agreed or rank = least
$$;
