-- A part of statements (see sql.ts): what states entities were in over time, by what each source said of them.
-- told: ref (whatever tells entities apart), value (a state; of what was deleted none), ended, source, at, sequence, seq, n; vocabulary: state; lead_to: pair (a state and
-- one that it leads to, in one text); preferred: source, state, rank (what the rules of arbitration in force say of a source's claim of a state; lower is stronger)
-- point: ref, at (each moment at which anyone said something), present, local (null: none, sources disagree, or the vocabulary does not know it), source (whose claim it is)
word as (
  -- Each source's last word of an instant, and whether others speak of the entity too.
  select told.*, lead(at) over spoken is distinct from at or lead(source) over spoken <> source as last,
    min(source) over entity <> max(source) over entity as shared
  from told window entity as (partition by ref), spoken as (partition by ref order by at, source collate "C", (sequence is not null), told_number(sequence), sequence collate "C", seq, n)
), stay as (
  -- Where several speak: since when a source has been speaking without having deleted the entity.
  select word.*, count(*) filter (where ended) over (partition by ref, source order by at, (sequence is not null), told_number(sequence), sequence collate "C", seq, n) as stay from word where shared
), standing as (
  select ref, at, lead(at) over (partition by ref, source order by at) as until, value, ended, source, since
  from (select stay.*, min(at) filter (where not ended) over (partition by ref, source, stay) as since from stay) as speaking where last
), heard as (
  -- What stands at each moment at which anyone said something.
  select moment.ref, moment.at, standing.value, standing.source, standing.since, standing.at = max(standing.at) over instant as latest
  from (select distinct ref, at from standing) as moment
  join standing on standing.ref = moment.ref and standing.at <= moment.at and (standing.until is null or standing.until > moment.at) and not standing.ended
  window instant as (partition by moment.ref, moment.at)
), weighed as (
  select heard.*, min(value) filter (where latest) over instant as low, max(value) filter (where latest) over instant as high
  from heard window instant as (partition by ref, at)
), ruled as (
  -- The latest stands if all others lead to it.
  select ref, at, case when min(low) = max(high) and min(low) in (select state from vocabulary) and not bool_or(value <> low and value || low not in (select pair from lead_to)) then min(low) end as local,
    (array_agg(source order by since, source collate "C") filter (where latest))[1] as source
  from weighed group by ref, at
),
-- part read/undecided-states
, point as (
  select ref, at, not ended as present, case when value in (select state from vocabulary) and not ended then value end as local, source from word where last and not shared
  union all
  select moment.ref, moment.at, arbitrated.ref is not null, arbitrated.local, arbitrated.source from (select distinct ref, at from standing) as moment left join arbitrated using (ref, at)
)
