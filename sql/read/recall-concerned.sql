-- To whom units of the last version of a recall were sent, with the version that gave them the latest of these. $1 recall, $2 its last version, $3 consignees (null: all); row: consignee, since
-- The first version gave everybody all they have; what later ones gave is found unit by unit.
select consignee, 1 as since
from recall_version join recall_unit using (frozen), unnest(consignees) as consignee
where $2::integer = 1 and recall = $1 and ($3::text[] is null or consignee = any ($3)) group by consignee
union all
select consignee, max(since)::integer
from (
  select consignee, ref, min(version) as since
  from recall_version join recall_unit using (frozen), unnest(consignees) as consignee
  where $2::integer > 1 and recall = $1 and ($3::text[] is null or consignee = any ($3)) group by consignee, ref having max(version) = $2
) as sent
group by consignee
