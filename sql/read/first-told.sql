-- The earliest moments that anything told of is of, where one of those asked lies before: then every claim is read. $1 asOf, $2 knownAt
-- row (none: something had occurred by the one, and something been told by the other): occurred, recorded (nulls: nothing was ever told)
select occurred, recorded from (select min(occurred_at) as occurred, min(recorded_at) as recorded from claim) as first
where not exists (select from claim where occurred_at <= $1) or not exists (select from claim where recorded_at <= $2)
