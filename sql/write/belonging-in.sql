-- Who was an order's that was just settled, and when; only what changed is written.
-- $1 order refs, $2 when each began, $3 refs, $4 when each became the order's, $5 when it ceased to be (lists as array literals)
insert into belonging (order_ref, begun, refs, froms, tos)
select order_ref, begun, refs::text[], froms::bigint[], tos::bigint[]
from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[]) as settled (order_ref, begun, refs, froms, tos)
on conflict (order_ref) do update set begun = excluded.begun, refs = excluded.refs, froms = excluded.froms, tos = excluded.tos
  where (belonging.begun, belonging.refs, belonging.froms, belonging.tos) is distinct from (excluded.begun, excluded.refs, excluded.froms, excluded.tos)
