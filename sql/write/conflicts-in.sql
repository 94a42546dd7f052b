-- $1 refs, $2 fields, $3 reasons, $4 claims (each a JSON array)
insert into conflict (ref, field, reason, claims)
select told.ref, told.field, told.reason, array(select jsonb_array_elements_text(told.claims::jsonb))
from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as told (ref, field, reason, claims)
on conflict (ref, field) do update set reason = excluded.reason, claims = excluded.claims
