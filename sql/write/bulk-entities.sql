-- Entities that records spoke of, what later ones say over what earlier ones said, and those that only links name. What was said by events that do not
-- stand is among it: those entities are told of anew afterwards.
insert into entity (ref, type, attributes, resolved, first_at)
select named.ref, split_part(named.ref, '/', 1), coalesce(told.attributes, '{}'), told.ref is not null, told.first_at
from (
  select ref from told_entity
  union
  select ref from claim
  union
  select target from claim where target is not null
) as named
left join (
  select ref, pg_temp.overwritten(attributes order by place) as attributes, min(first_at) as first_at from told_entity group by ref
) as told using (ref)
