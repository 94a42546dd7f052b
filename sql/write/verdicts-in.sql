-- What definitions say of orders just settled; only what changed is written.
-- $1 order refs, $2 definitions, $3 versions, $4 outcomes, $5 sinces, $6 moments, $7 spans, $8 sinces of spans (lists as array literals), $9 disputed
insert into verdict (order_ref, definition, version, outcomes, sinces, at, spans, span_sinces, disputed)
select order_ref, definition, version, outcomes, sinces::bigint[], at::bigint[], spans::text[], span_sinces::bigint[], disputed
from unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[]) as settled (order_ref, definition, version, outcomes, sinces, at, spans, span_sinces, disputed)
on conflict (order_ref, definition, version) do update
  set outcomes = excluded.outcomes, sinces = excluded.sinces, at = excluded.at, spans = excluded.spans, span_sinces = excluded.span_sinces, disputed = excluded.disputed
  where (verdict.outcomes, verdict.sinces, verdict.at, verdict.spans, verdict.span_sinces, verdict.disputed)
    is distinct from (excluded.outcomes, excluded.sinces, excluded.at, excluded.spans, excluded.span_sinces, excluded.disputed)
