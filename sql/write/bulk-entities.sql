-- Entities that records spoke of, what later ones say over what earlier ones said, and those that only links name.
insert into entity (ref, type, attributes, resolved, first_at, known_at)
select named.ref, split_part(named.ref, '/', 1), coalesce(told.attributes, '{}'), told.ref is not null, told.first_at, named.known_at
from (
  select ref, min(known_at) as known_at
  from (
    select ref, known_at from told_entity
    union all
    select ref, recorded_at from claim
    union all
    select target, recorded_at from claim where target is not null
  ) as names
  group by ref
) as named
left join (
  select ref, pg_temp.overwritten(attributes order by place) as attributes, min(first_at) as first_at from told_entity group by ref
) as told using (ref)
