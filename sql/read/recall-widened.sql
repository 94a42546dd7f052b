-- What version $2 changed of version $1 (both: frozen). row: added, withdrawn, changed
select count(*) filter (where earlier.ref is null)::integer as added, count(*) filter (where later.ref is null)::integer as withdrawn,
  count(*) filter (where earlier.ref = later.ref and (earlier.lots, earlier.orders, earlier.lines, earlier.consignees, earlier.subjects, earlier.used_at, earlier.disposition, earlier.disposition_at, earlier.disposition_by, earlier.doubtful, earlier.inferred)
    is distinct from (later.lots, later.orders, later.lines, later.consignees, later.subjects, later.used_at, later.disposition, later.disposition_at, later.disposition_by, later.doubtful, later.inferred))::integer as changed
from (select * from recall_unit where frozen = $1) as earlier full join (select * from recall_unit where frozen = $2) as later on earlier.ref = later.ref
