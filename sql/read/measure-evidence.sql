-- What a measure was added up of, the greatest amounts first. $1 translation, $2 beginning of the window, $3 group, $4 most; row: ref
select ref from measured where translation = $1 and window_from = $2 and group_key = $3 and matches order by amount desc, ref collate "C" limit $4
