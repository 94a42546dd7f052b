-- In the place of read/undecided-states, where a rule of arbitration is in force: what sources disagree about stands as the rule prefers, first between
-- those who spoke last, then between these and those that cannot lead to what they say.
arbitrated as (
  with disputed as (
    select weighed.*, preferred.rank from weighed join ruled using (ref, at)
    left join preferred on preferred.source = weighed.source and preferred.state = weighed.value
    where ruled.local is null
  ), spoken_last as (
    select ref, at, min(value) as word
    from (select disputed.*, min(rank) over (partition by ref, at) as least from disputed where latest) as ranked
    where low = high or rank = least group by ref, at having min(value) = max(value)
  ), contending as (
    select disputed.*, bool_or(not latest) over instant as stranded, min(rank) over instant as least
    from disputed join spoken_last using (ref, at)
    where case when latest then value = word else value <> word and value || word not in (select pair from lead_to) end
    window instant as (partition by ref, at)
  ), decided as (
    select ref, at, min(value) as local, (array_agg(source order by since, source collate "C"))[1] as source
    from contending where not stranded or rank = least
    group by ref, at having min(value) = max(value) and min(value) in (select state from vocabulary)
  )
  select ref, at, coalesce(decided.local, ruled.local) as local, coalesce(decided.source, ruled.source) as source from ruled left join decided using (ref, at)
)
