-- Entities about which rules of arbitration decide otherwise now than they did, by every ref: of whom several sources have ever spoken. $1 `Type/`, $2 kinds of claims, $3 fields
insert into otherwise
select distinct told.ref
from (
  select claim.ref, asked.prefix, asked.field, min(claim.source) over entity <> max(claim.source) over entity as shared
  from unnest($1::text[], $2::text[], $3::text[]) as asked (prefix, kind, field) join claim on claim.ref ^@ asked.prefix and claim.kind = asked.kind and claim.field = asked.field
  left join alias on alias.ref = claim.ref
  window entity as (partition by asked.prefix, asked.field, coalesce(alias.survivor, claim.ref))
) as told where shared
