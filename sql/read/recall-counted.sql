-- What the units of version $1 say together, and $2, lots of which pieces without serial numbers are at a consignee. A lot that stands among them for its pieces without serial numbers is no unit: those are counted with the lot.
-- row: units (by disposition, each once), lotless, inferred, doubtful, unanswered_units, unanswered_consignees, unresolved (entities on the way that no record has told of)
select
  (select coalesce(json_object_agg(disposition, units), '{}') from (select disposition, count(*) as units from recall_unit where frozen = $1 and not ref = any (lots) group by disposition) as counted) as units,
  (select count(distinct consignee)::integer from recall_unit, unnest(consignees) as consignee where frozen = $1 and (disposition = 'AT_CONSIGNEE' or ref = any ($2::text[]))) as unanswered_consignees,
  (
    select count(*)::integer from entity where not resolved and not exists (select from alias where alias.ref = entity.ref)
      and ref in (
        select lot from recall_lot where frozen = $1
        union select ref from recall_unit where frozen = $1
        union select unnest(lots || lines || consignees || subjects) from recall_unit where frozen = $1
      )
  ) as unresolved,
  count(*) filter (where cardinality(lots) = 0)::integer as lotless, count(*) filter (where inferred)::integer as inferred, count(*) filter (where doubtful)::integer as doubtful,
  count(*) filter (where disposition = 'AT_CONSIGNEE')::integer as unanswered_units
from recall_unit where frozen = $1 and not ref = any (lots)
