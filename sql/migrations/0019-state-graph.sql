-- What states entities were in is worked out from these claims alone, in the order of their entities (sql/read/state-graph.sql).
create index claim_of_state on claim (ref, occurred_at) where kind in ('state', 'ended');

-- A source's sequence as a number, where it is one: claims of one instant go by it, as compare-claims.ts says.
create function told_number(sequence text) returns numeric language sql immutable parallel safe return
  case when cel_trim(sequence) ~ '^[+-]?[0-9]{1,200}$' then cel_trim(sequence)::numeric else cel_double(sequence)::numeric end;

-- What sources settle of a tracked attribute by a moment, as rule-attribute.ts does: of what each source said last, unless it has deleted the entity since,
-- the latest; null where that is several values of one instant. By all that was told, or as known at a moment. `of_refs`: every ref of the entity.
create function told_attribute(of_refs text[], of_field text, as_of bigint, known_at bigint) returns jsonb language sql stable as $$
  with said as (
    select distinct on (source) value, ended, occurred_at from claim
    where ref = any (of_refs) and (kind = 'ended' or (kind = 'attribute' and field = of_field)) and occurred_at <= as_of and (known_at is null or recorded_at <= known_at)
      and (void is null or not (case when known_at is null then upper_inf(void) else void @> known_at end))
    order by source, occurred_at desc, (sequence is not null) desc, told_number(sequence) desc nulls first, sequence collate "C" desc, seq desc, n desc
  ), latest as (
    select value from said where not ended and occurred_at = (select max(occurred_at) from said where not ended)
  )
  select case when min(value) = max(value) then min(value)::jsonb end from latest
$$;

-- The identifier of a scheme that an entity was given last by a moment, whoever gave it.
create function told_identifier(of_refs text[], of_scheme text, as_of bigint, known_at bigint) returns jsonb language sql stable as $$
  select value::jsonb from claim
  where ref = any (of_refs) and kind = 'identifier' and field = of_scheme and occurred_at <= as_of and (known_at is null or recorded_at <= known_at)
    and (void is null or not (case when known_at is null then upper_inf(void) else void @> known_at end))
  order by occurred_at desc, source collate "C" desc, (sequence is not null) desc, told_number(sequence) desc nulls first, sequence collate "C" desc, seq desc, n desc limit 1
$$;

-- The last value of an attribute without a history: the entity's own, else that of the first of those merged into it that has one.
create function told_last(of_refs text[], of_field text) returns jsonb language sql stable as $$
  select entity.attributes -> of_field from unnest(of_refs) with ordinality as named (ref, place) join entity on entity.ref = named.ref
  where entity.attributes -> of_field <> 'null' order by named.place limit 1
$$;

-- States that a rejected record named by no word of the vocabulary: [{"type": …, "spelling": …}]; null: none.
alter table reject add column unknown_states jsonb;
-- What earlier releases kept says so in words.
update reject set unknown_states = said.states
from (
  select id, jsonb_agg(jsonb_build_object('type', found[2], 'spelling', btrim(found[1])) order by place) as states
  from reject cross join regexp_matches(reason, '(?:^|; )''(.*?)'' is no state of (\w+) \(known: ', 'g') with ordinality as unknown (found, place) group by id
) as said
where said.id = reject.id;
