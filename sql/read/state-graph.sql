-- Visits of the states of one type, counted: of all, by state, and by the state that followed.
-- $1 `Type/`, $2 asOf, $3 knownAt (null: all that was told), $4 merged refs and $5 their survivors, $6 states as claims write them, $7 how long each is expected to
-- last (null: not said), $8 who is responsible for each (null: nobody), $9 pairs of states of which the one leads to the other, $10 sources that people enter by hand,
-- $11 only of these refs (null: of all), $12 sources that are preferred, with $13 the states that they claim and $14 how far (lower is stronger)
-- row: local (null: sources disagree), goes_on and next_local (what followed at once; both null: counted over all that did), visits, begun (entities whose first visit
-- it is), open, mean, median, p90, longest (ms, of ended ones), overdue, late, breached, manual, elsewhere
with vocabulary (state) as (
  select unnest($6::text[])
), lead_to (pair) as (
  select unnest($9::text[])
), preferred (source, state, rank) as (
  select * from unnest($12::text[], $13::text[], $14::integer[])
), told as (
  select coalesce(merged.survivor, claim.ref) as ref, claim.value, claim.ended, claim.source, claim.occurred_at as at, claim.sequence, claim.seq, claim.n
  from claim left join unnest($4::text[], $5::text[]) as merged (ref, survivor) on merged.ref = claim.ref
  where claim.ref ^@ $1 and claim.kind in ('state', 'ended') and claim.occurred_at <= $2 and ($3::bigint is null or claim.recorded_at <= $3)
    and ($11::text[] is null or claim.ref = any ($11::text[]))
    and (claim.void is null or not (case when $3 is null then upper_inf(claim.void) else claim.void @> $3::bigint end))
),
-- part read/ruled-states
, begun as (
  select * from (select point.*, lag(present) over entity as was_present, lag(local) over entity as was_local from point window entity as (partition by ref order by at)) as turn
  where was_present is null or was_present <> present or was_local is distinct from local
), stretch as (
  select ref, local, present, source, at as began, lead(at) over entity as ended, lead(present) over entity as goes_on, lead(local) over entity as next_local
  from begun window entity as (partition by ref order by at)
), visit as (
  select ref, local, case when local is not null then source end as source, began, ended, coalesce(goes_on, false) as goes_on, case when goes_on then next_local end as next_local,
    row_number() over (partition by ref order by began) = 1 as first, coalesce(ended, $2) as until
  from stretch where present
), judged as (
  select visit.*, until - began as lasted,
    until > (extract(epoch from timestamp 'epoch' + began * interval '1 millisecond' + known.expected) * 1000)::bigint as beyond,
    source = any ($10::text[]) as manual, source <> known.responsible as elsewhere,
    null::boolean /* met */ as met
  from visit left join unnest($6::text[], $7::interval[], $8::text[]) as known (state, expected, responsible) on known.state = visit.local
)
select local, case when grouping(goes_on) = 0 then goes_on end as goes_on, next_local, count(*)::integer as visits, count(*) filter (where first)::integer as begun, count(*) filter (where ended is null)::integer as open,
  avg(lasted) filter (where ended is not null)::double precision as mean,
  percentile_cont(0.5) within group (order by lasted) filter (where ended is not null) as median,
  percentile_cont(0.9) within group (order by lasted) filter (where ended is not null) as p90,
  max(lasted) filter (where ended is not null) as longest,
  count(*) filter (where beyond and ended is null)::integer as overdue, count(*) filter (where beyond and ended is not null)::integer as late,
  count(*) filter (where not met)::integer as breached, count(*) filter (where manual)::integer as manual, count(*) filter (where elsewhere)::integer as elsewhere
from judged group by grouping sets ((local), (local, goes_on, next_local))
