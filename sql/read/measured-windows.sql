-- Beginnings of the windows of a translation in which anything was measured. $1 translation; row: window_from
select distinct window_from from measured where translation = $1
