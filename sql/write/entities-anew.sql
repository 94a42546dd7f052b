-- Entities as the records that stand tell of them: all of it, not over what was there. $1 refs, $2 types, $3 attributes (JSON), $4 first occurredAt
insert into entity (ref, type, attributes, resolved, first_at)
select told.ref, told.type, told.attributes::jsonb, true, told.first_at from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as told (ref, type, attributes, first_at)
on conflict (ref) do update set attributes = excluded.attributes, resolved = true, first_at = excluded.first_at
