-- Derivations that something joins by, with the links that follow. row: derivation, links
select derivation, sum(links)::bigint as links
from (
  select derivation, count(*) as links from inferred_link group by derivation
  union all
  select distinct derivation, 0 from join_row
) as kept
group by derivation
order by derivation
