-- Units of a version, by ref. $1 frozen, $2 after ref ('': from the start), of $3 dispositions, $4 consignee, $5 order, $6 subject, $7 lot, $8 doubtful, $9 inferred (nulls: any), $10 most, $11 whether they are counted
-- row: ref, lots, orders, lines, consignees, subjects, used_at, disposition, disposition_at, disposition_by, doubtful, inferred, total; one of nulls but for total where there is none
select page.*, counted.total
from (select case when $11::boolean then (select count(*)::integer from recall_unit where
-- part read/recall-unit-where
) end as total) as counted
left join (
  select ref, lots, orders, lines, consignees, subjects, used_at, disposition, disposition_at, disposition_by, doubtful, inferred from recall_unit
  where ref > $2 and
-- part read/recall-unit-where
  order by ref limit $10
) as page on true
order by page.ref
