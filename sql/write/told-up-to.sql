-- The journal as it stood at a place, for one transaction that is rolled back: tables and views of its own stand before the journal's under the same names, so
-- that every statement reads what had been told by then. What was told since tells whom to look at; the rest is read as it is kept. A view
-- that is made under the name of a table reads that table.
-- Settings osl.place: the last seq; osl.rejects: changes of the list of rejects; osl.asked: when the question was asked. The tables alias_then (ref, survivor) and otherwise (ref) are there: orders
-- merged then, and entities about which another version of a rule of arbitration decided. Cost: the claims told since.

-- Events that are void at other times now, or may be: something was told since of them, or of who speaks of them.
create temp table turned on commit drop as
with recursive spoken_of as (
  select source, target as event_id from act where seq > current_setting('osl.place')::bigint
  union
  select act.source, act.target from spoken_of join act using (source, event_id)
)
select event.seq, void_up_to(event.source, event.event_id, current_setting('osl.place')::bigint) as void
from spoken_of join event using (source, event_id) where event.seq <= current_setting('osl.place')::bigint;
alter table turned add primary key (seq);
analyze turned;

-- Orders that were ever merged, where some were merged or parted since: who is one with whom was otherwise.
create temp table once_merged on commit drop as
select distinct unnest(array[order_ref, into_ref]) as ref from merge where exists (select from merge where seq > current_setting('osl.place')::bigint);
analyze once_merged;

-- Identifiers that others may have claimed then.
create temp table identified on commit drop as
select distinct split_part(told.ref, '/', 1) as type, told.field as scheme, told.value::json #>> '{}' as value
from (
  select ref, field, value from claim where seq > current_setting('osl.place')::bigint and kind = 'identifier'
  union all
  select ref, field, value from turned join claim using (seq) where kind = 'identifier'
  union all
  select ref, field, value from once_merged join claim using (ref) where kind = 'identifier'
) as told;

-- Whom a link meant then that used such an identifier: the one who claimed it, else the placeholder.
create temp table renamed on commit drop as
select type || '/~' || scheme || ':' || value as placeholder, case when count(distinct holder) = 1 then min(holder) else type || '/~' || scheme || ':' || value end as ref
from (
  select identified.*, coalesce(alias_then.survivor, told.ref) as holder
  from identified
  left join lateral (
    select distinct claim.ref
    from (
      select ref from identifier where (identifier.type, identifier.scheme, identifier.value) = (identified.type, identified.scheme, identified.value)
      union
      select claim.ref from turned join claim using (seq) where claim.kind = 'identifier' and claim.field = identified.scheme and claim.value = to_json(identified.value)::text
    ) as candidate
    join claim using (ref) left join turned using (seq)
    where claim.kind = 'identifier' and claim.field = identified.scheme and claim.value = to_json(identified.value)::text and claim.seq <= current_setting('osl.place')::bigint
      and not coalesce(upper_inf(case when turned.seq is null then claim.void else turned.void end), false)
  ) as told on true
  left join alias_then on alias_then.ref = told.ref
) as held
group by type, scheme, value;
alter table renamed add primary key (placeholder);
analyze renamed;

-- Claims that stood otherwise, or named another at one end.
create temp table claim_then on commit drop as
select claim.* from claim where false;
insert into claim_then
select (claim).*
from (
  select claim from turned join claim using (seq)
  union
  select claim from renamed join claim on claim.stated = renamed.placeholder and claim.stated like '%/~%' and claim.target <> renamed.ref where claim.seq <= current_setting('osl.place')::bigint
  union
  select claim from renamed join claim on claim.named = renamed.placeholder and claim.named like '%/~%' and claim.ref <> renamed.ref where claim.seq <= current_setting('osl.place')::bigint
) as told;

-- Of whom something was told since, or something of theirs stood otherwise, or was still to come.
create temp table concerned on commit drop as
select distinct ref
from (
  select unnest(array[ref, target, stated, named]) as ref from claim where seq > current_setting('osl.place')::bigint
  union all
  select unnest(array[ref, target, stated, named]) from claim_then
  union all
  select ref from renamed
  union all
  select ref from once_merged
  union all
  select unnest(array[ref, target]) from event join claim using (seq) where event.occurred_at > current_setting('osl.asked')::bigint and event.occurred_at > event.taken_at
) as told
where ref is not null;
alter table concerned add primary key (ref);
analyze concerned;

update claim_then set void = turned.void from turned where claim_then.seq = turned.seq;
update claim_then set target = renamed.ref from renamed where claim_then.stated = renamed.placeholder;
update claim_then set ref = renamed.ref from renamed where claim_then.named = renamed.placeholder;
alter table claim_then add primary key (seq, n);
create index on claim_then (ref);
create index on claim_then (target);
analyze claim_then;

create temp view claim as
select claim.* from claim where claim.seq <= current_setting('osl.place')::bigint and not exists (select from claim_then where claim_then.seq = claim.seq and claim_then.n = claim.n)
union all
select * from claim_then;

create temp table entity_then on commit drop as
select concerned.ref, split_part(concerned.ref, '/', 1) as type, '{}'::jsonb as attributes, coalesce(own.resolved, false) as resolved, null::bigint as first_at, false as recalled
from concerned
left join lateral (
  select bool_or(claim.named is null) as resolved from claim where claim.ref = concerned.ref and (claim.void is null or not upper_inf(claim.void))
) as own on true
where own.resolved is not null or exists (select from claim where claim.target = concerned.ref and (claim.void is null or not upper_inf(claim.void)));
alter table entity_then add primary key (ref);
analyze entity_then;

create temp table identifier_then on commit drop as
select split_part(claim.ref, '/', 1) as type, claim.field as scheme, claim.value::json #>> '{}' as value, claim.ref, claim.source, min(claim.seq) as seq
from concerned join claim using (ref) where claim.kind = 'identifier' and (claim.void is null or not upper_inf(claim.void))
group by claim.ref, claim.field, claim.value, claim.source;
analyze identifier_then;

-- Of whom sources may have disagreed about something else: of those who claimed an identifier together with them, and of whom links led to orders that are one now, or were then, too.
create temp table disputing on commit drop as
select ref from concerned
union
select ref from otherwise
union
select identifier.ref from identified join identifier using (type, scheme, value)
union
select claim.ref from once_merged join claim on claim.target = once_merged.ref;
alter table disputing add primary key (ref);
create temp table conflict_then on commit drop as select * from conflict where false;

create temp view conflict as
select * from conflict where not exists (select from disputing where disputing.ref = conflict.ref)
union all
select * from conflict_then;

create temp view entity as
select ref, type, attributes, resolved, first_at from entity where not exists (select from concerned where concerned.ref = entity.ref)
union all
select ref, type, attributes, resolved, first_at from entity_then;

create temp view identifier as
select type, scheme, value, ref, source, seq from identifier where not exists (select from concerned where concerned.ref = identifier.ref)
union all
select type, scheme, value, ref, source, seq from identifier_then;

create temp view act as
select seq, retracts, source, event_id, target, recorded_at, retracted_up_to(source, event_id, current_setting('osl.place')::bigint) as retracted from act where seq <= current_setting('osl.place')::bigint;

create temp view event_as_decoded as select * from event_as_decoded where seq <= current_setting('osl.place')::bigint;

create temp view event as select * from event where seq <= current_setting('osl.place')::bigint;

create temp view merge as select * from merge where seq <= current_setting('osl.place')::bigint;

create temp view alias as select * from alias_then;

create function pg_temp.survivor_of(ref text) returns text language sql stable
  return coalesce((select alias_then.survivor from alias_then where alias_then.ref = survivor_of.ref), survivor_of.ref);

-- What entities join by, and add to measures, that look at somebody concerned: worked out when an inferred link or a measure is asked for.
create temp table looking (rule text, side text, ref text, primary key (rule, side, ref)) on commit drop;
create temp table join_row_then on commit drop as select * from join_row where false;

create temp view join_row as
select * from join_row where not exists (select from looking where (looking.rule, looking.side, looking.ref) = (join_row.derivation, join_row.side, join_row.ref))
union all
select * from join_row_then;

create temp table measured_then on commit drop as select * from measured where false;

create temp view measured as
select * from measured where not exists (select from looking where (looking.rule, looking.side, looking.ref) = (measured.translation, 'over', measured.ref))
union all
select * from measured_then;

-- An act is told by the event that bears its name.
create temp view proposal_act as
select proposal_act.* from proposal_act join event on (event.source, event.event_id) = (proposal_act.translation, proposal_act.ref || ' ' || proposal_act.act);

create temp view reject as
select id, source, content_hash, file, line, code, reason, record, columns, since from reject where since <= current_setting('osl.rejects')::bigint
union all
select id, source, content_hash, file, line, code, reason, record, columns, since from reject_before where since <= current_setting('osl.rejects')::bigint and until > current_setting('osl.rejects')::bigint;
