-- What is kept of an order's verdicts under some versions up to a moment: where sources never disagreed on its states, and nothing speaks against what is
-- kept being all that had been told by now: nothing told or merged later, no claim come due that is not settled again yet.
-- $1 order, $2 definitions, $3 versions (a row each), $4 asOf, $5 now; row: definition, version, spans, sinces (ms since 1970, those of one span after those of the one before)
select v.definition, v.version, v.spans[1:span.place] as spans, to_json(v.span_sinces[1:span.place * cardinality(v.sinces)]) as sinces
from unnest($2::text[], $3::integer[]) as asked (definition, version)
join verdict v on v.order_ref = $1 and v.definition = asked.definition and v.version = asked.version
cross join lateral (select width_bucket($4::bigint, v.at) as place) as span
where not v.disputed and span.place > 0
  and not exists (select from freshness where last_recorded_at > $5::bigint)
  and not exists (select from merge where recorded_at > $5::bigint)
  and not exists (select from due where due.at <= $4::bigint)
