-- What records last said of the attributes of entities that have no history, with the sources that speak of each and the place of their last record that stands. $1 refs
-- row: ref, attributes, spoken (source → seq)
select ref, attributes, coalesce(last.spoken, '{}') as spoken
from entity left join (
  select ref, jsonb_object_agg(source, seq) as spoken
  from (
    select ref, source, max(seq) as seq from claim
    where ref = any ($1::text[]) and named is null and (void is null or not upper_inf(void)) group by ref, source
  ) as own group by ref
) as last using (ref)
where ref = any ($1::text[])
