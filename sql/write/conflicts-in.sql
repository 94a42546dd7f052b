-- $1 refs, $2 fields, $3 reasons, $4 claims (each a JSON array), $5 rules that decide and $6 their versions (nulls: unsettled)
insert into conflict (ref, field, reason, claims, decided_by, decided_version)
select told.ref, told.field, told.reason, array(select jsonb_array_elements_text(told.claims::jsonb)), told.decided_by, told.decided_version
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[]) as told (ref, field, reason, claims, decided_by, decided_version)
on conflict (ref, field) do update set reason = excluded.reason, claims = excluded.claims, decided_by = excluded.decided_by, decided_version = excluded.decided_version
