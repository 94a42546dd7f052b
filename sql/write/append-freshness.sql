-- How recent a source is. $1 source, $2 latest occurredAt, $3 latest recordedAt
insert into freshness (source, last_occurred_at, last_recorded_at) values ($1, $2, $3)
on conflict (source) do update
  set last_occurred_at = greatest(freshness.last_occurred_at, excluded.last_occurred_at), last_recorded_at = greatest(freshness.last_recorded_at, excluded.last_recorded_at)
