-- What was done about recall $1, first to last. row: act, stage, version, about, actor, reason, recorded_at, details
select act, stage, version, about, actor, reason, recorded_at, details from recall_act where recall = $1 order by place
