-- Near matches of a version, with the last ruling on each. $1 recall, $2 frozen; row: entity, near, reason, act, actor, because
with ruling as (
  select distinct on (about) about, act, actor, reason from recall_act where recall = $1 and act in ('CANDIDATE_ACCEPTED', 'CANDIDATE_REJECTED') order by about, place desc
)
select entity, near, recall_candidate.reason, ruling.act, ruling.actor, ruling.reason as because
from recall_candidate left join ruling on ruling.about = entity where frozen = $2 order by entity, near
