-- Claims that name entities, told after a place in the journal, or of an event that one told after it corrects or retracts, or revives by retracting that. $1 refs, $2 place, $3 how many of each
-- row: asked (ref), id, earliest told first
select asked.ref as asked, page.seq || '.' || page.n as id
from unnest($1::text[]) as asked (ref)
cross join lateral (
  select seq, n from (select seq, n, kind from claim where ref = asked.ref union all select seq, n, kind from claim where target = asked.ref) as naming
  where kind not in ('identifier', 'seen') and (seq > $2 or exists (
    select from event join act on act.source = event.source and act.target = event.event_id
    where event.seq = naming.seq and (act.seq > $2 or exists (select from act as later where later.source = act.source and later.target = act.event_id and later.seq > $2))
  ))
  order by seq, n limit $3
) as page
order by page.seq, page.n
