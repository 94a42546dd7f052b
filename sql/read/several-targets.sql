-- Entities that were told several targets of one relation, whichever side its links are kept under. $1 `Type.field`, $2 `Type.field` of the fields that face it; row: entities
select count(*)::integer as entities
from (
  select owner
  from (
    select ref as owner, target from claim where kind = 'link' and field = $1 and not ended and (void is null or not upper_inf(void))
    union all
    select target, ref from claim where kind = 'link' and field = any ($2::text[]) and target is not null and not ended and (void is null or not upper_inf(void))
  ) as link
  group by owner
  having count(distinct target) > 1
) as several
