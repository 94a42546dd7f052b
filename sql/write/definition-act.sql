-- $1 definition, $2 version, $3 act, $4 source, $5 effectiveFrom, $6 effectiveTo, $7 actor, $8 reason, $9 recordedAt, $10 kind; row: place
insert into definition_act (definition, version, act, source, effective_from, effective_to, actor, reason, recorded_at, kind)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning place
