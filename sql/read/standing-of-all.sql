-- How much the journal holds and how far it is. Row: one
select (select count(*) from event) as events, (select count(*) from reject) as rejects, (select count(distinct coalesce(alias.survivor, entity.ref)) from entity left join alias using (ref)) as entities,
  (select count(*) from entity where not resolved) as unresolved, (select count(*) from conflict where decided_by is null) as conflicts, (select count(*) from outbox) as waiting,
  (select greatest((select coalesce(max(seq), 0) from event), (select coalesce(max(seq), 0) from merge))) as last, progress.settled, progress.model, progress.fingerprint
from progress
