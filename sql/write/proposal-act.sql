-- $1 translation, $2 version, $3 ref, $4 act, $5 actor, $6 reason, $7 recordedAt, $8 and $9 window, $10 group, $11 measure, $12 condition, $13 evidence, $14 expiresAt; row: place
insert into proposal_act (translation, version, ref, act, actor, reason, recorded_at, window_from, window_until, group_key, measure, condition, evidence, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning place
