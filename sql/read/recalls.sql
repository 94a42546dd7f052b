-- Recalls, latest first, each with a version of its scope. $1 ids (null: any), $2 version (null: the last), $3 id before which they were opened (null: from the latest), $4 most, $5 whether they are counted
-- row: id, title, class, depth, stage, frozen, version, scope, as_of, known_at, seq, frozen_under, digest, affected, balance, completeness, total; one of nulls but for total where there is none
select page.*, counted.total
from (select case when $5::boolean then (select count(*)::integer from recall) end as total) as counted
left join (
  select id, title, class, depth, stage, held.*
  from recall
  join lateral (
    select frozen, version, scope, as_of, known_at, seq, frozen_under, digest, affected, balance, completeness from recall_version
    where recall_version.recall = recall.id and ($2::integer is null or version = $2) order by version desc limit 1
  ) as held on true
  join lateral (select stage from recall_act where recall_act.recall = recall.id order by place desc limit 1) as last on true
  where ($1::bigint[] is null or id = any ($1)) and ($3::bigint is null or id < $3)
  order by id desc limit $4
) as page on true
order by page.id desc
