-- Lots of a version, by ref. $1 frozen, $2 after lot ('': from the start), $3 most; row: lot, made, told, told_by, doubtful, units, total; one of nulls but for total where there is none
select page.*, counted.total
from (select count(*)::integer as total from recall_lot where frozen = $1) as counted
left join (select lot, made, told, told_by, doubtful, units from recall_lot where frozen = $1 and lot > $2 order by lot limit $3) as page on true
order by page.lot
