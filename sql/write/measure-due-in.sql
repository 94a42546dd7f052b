-- Windows to be judged from moments on; one that waits for a later moment is noted once. $1 translation, $2 beginnings of windows, $3 moments, $4 until when a moment is soon
insert into measure_due (translation, window_from, at)
select $1, told.window_from, told.at from unnest($2::bigint[], $3::bigint[]) as told (window_from, at)
where told.at <= $4 or not exists (select from measure_due where translation = $1 and measure_due.window_from = told.window_from and measure_due.at = told.at)
