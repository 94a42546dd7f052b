-- Windows to be judged: those in which nothing changed for a while ($3 ms: what changed is noted so far ahead), or that have waited long ($4 ms). $1 now, $2 most
-- row: id, translation, window_from
select id, translation, window_from from measure_due as due
where at <= $1 and (at <= $1 - $4 or not exists (
  select from measure_due as later where later.translation = due.translation and later.window_from = due.window_from and later.at > $1 and later.at <= $1 + $3
))
order by id limit $2
