-- $1 frozen, $2 entities, $3 near, $4 reasons
insert into recall_candidate (frozen, entity, near, reason) select $1, * from unnest($2::text[], $3::text[], $4::text[])
