-- What definitions say of each order, for questions about all of them: now, and at any moment. What follows from events is made anew (see SHAPE).
create table verdict (
  order_ref   text     not null,
  definition  text     not null,
  version     integer  not null,
  outcomes    text     not null,                  -- a letter each: M(ET), N(OT_MET), U(NKNOWN), (NOT_)A(PPLICABLE); unified, then the domains in the version's order
  sinces      bigint[] not null,                  -- since when each of them holds
  at          bigint[] not null,                  -- moments at which some outcome began, by what has a history alone
  spans       text[]   not null,                  -- what they were from each of those on
  span_sinces bigint[] not null,                  -- and since when, those of one moment after those of the one before
  primary key (order_ref, definition, version)
);

-- The verdicts of a version on orders: now, or as of a moment on those begun by then. `only`: of these orders alone (null: of all). Of `anew` what is
-- said is not what the table holds but what is given, and of those that are not given nothing: they had not begun.
create function held_verdict(of_definition text, of_version integer, as_of bigint, only_refs text[], anew text[], given_refs text[], given_outcomes text[], given_sinces text[])
returns table (order_ref text, outcomes text, sinces bigint[]) language sql stable as $$
  select v.order_ref,
    case when as_of is null then v.outcomes else v.spans[span.place] end,
    case when as_of is null then v.sinces else v.span_sinces[(span.place - 1) * cardinality(v.sinces) + 1 : span.place * cardinality(v.sinces)] end
  from verdict v cross join lateral (select width_bucket(as_of, v.at) as place) as span
  where v.definition = of_definition and v.version = of_version and (as_of is null or span.place > 0)
    and (only_refs is null or v.order_ref = any (only_refs)) and (anew is null or v.order_ref <> all (anew))
  union all
  select given.ref, given.outcomes, given.sinces::bigint[]
  from unnest(given_refs, given_outcomes, given_sinces) as given (ref, outcomes, sinces)
  where only_refs is null or given.ref = any (only_refs)
$$;

-- What was told since a moment: what comes in together was mostly told together. And of whom anything does not stand.
create index event_by_recorded on event using brin (recorded_at);
create index claim_not_standing on claim (ref) where void is not null;
