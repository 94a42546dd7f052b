-- How the journal stands against the graph. $1 seq the graph shows, $2 the last outbox entry it holds, $3 now
-- row: waiting (since when the first that it lacks has been here), is_even (it shows all that is settled, the last act on a proposal among that, and nothing is due by the clock), redecoded (the last record that was told again to be decoded anew), source, last_occurred_at, last_recorded_at (nulls: no source has spoken)
select least((select taken_at from event where seq > $1 order by seq limit 1), (select recorded_at from merge where seq > $1 order by seq limit 1)) as waiting,
  progress.settled = $1 and coalesce((select max(id) from outbox) <= $2, true) and not exists (select from due where at <= $3)
    and not exists (select from (select * from proposal_act order by place desc limit 1) as last join event on (event.source, event.event_id) = (last.translation, last.ref || ' ' || last.act) where event.seq > $1) as is_even,
  (select coalesce(max(id), 0) from redecoded) as redecoded, source, last_occurred_at, last_recorded_at
from progress left join freshness on true order by source
