-- Acts of one ruling, in their order. $1 recall, $2 acts, $3 stages, $4 versions, $5 about, $6 details as JSON, $7 actor, $8 reason, $9 recordedAt
insert into recall_act (recall, act, stage, version, about, details, actor, reason, recorded_at)
select $1, act, stage, version, about, details::jsonb, $7, $8, $9
from unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::text[]) with ordinality as told (act, stage, version, about, details, n) order by n
