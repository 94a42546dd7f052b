-- Sorts of whole tables; a hundredth of them is more than the usual 4 MB.
set local work_mem = '128MB';
set local maintenance_work_mem = '256MB';
-- What events say, gathered until all of them are read.
create temp table told_claim (like claim including defaults) on commit drop;
create temp table told_entity (
  place bigint generated always as identity, ref text not null, type text not null, attributes jsonb not null, first_at bigint not null
) on commit drop;
-- Known times at which an event is void, of those that others retract or correct.
create temp table void_event (seq bigint primary key, void int8multirange not null) on commit drop;
create temp table told_identifier (type text not null, scheme text not null, value text not null, ref text not null, source text not null, seq bigint not null) on commit drop;
create or replace aggregate pg_temp.overwritten(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}')
