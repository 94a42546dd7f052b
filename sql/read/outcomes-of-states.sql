-- What rules that look at nothing but states come to, for some orders over time (src/journal/judge-by-states.ts).
-- $1 orders (survivors), $2 until when, $3 merged refs and $4 their survivors, $5 the type of orders,
-- of each rule, in the version's order: $6 type it is over, $7 what an entity without a state counts as, $8 how many must apply, $9 whether all must be met (else any),
-- $10 places of rules, from 1, with $11 states (type, then the state as claims write it) and $12 what an entity in it counts as,
-- $13 states of the vocabularies, $14 pairs of which the one leads to the other, each with its type before it, $15 sources that are preferred, with $16 the states that
-- they claim, each with its type before it, and $17 how far (lower is stronger)
-- What an entity counts as: 1 it applies, 2 met, 4 not met, 8 undecided, added up; 0: nothing.
-- row: order_ref, begun, changes (`place letter moment`, told apart by commas, of each rule in turn: outcomes but for UNKNOWN from the beginning)
with asked as (
  select row_number() over () as number, belonging.* from unnest($1::text[]) as asked (order_ref) join belonging using (order_ref) where begun <= $2
), belonged as (
  select number, ref, split_part(ref, '/', 1) as type, came, went from asked cross join unnest(refs, froms, tos) as time (ref, came, went)
  where came <= $2 and split_part(ref, '/', 1) = any ($6::text[])
  union all
  select number, order_ref, $5, begun, null from asked where $5 = any ($6::text[])
), entity_seen as (
  -- In the order of refs, in which they were told of more or less: claims that are read together stand together.
  select row_number() over (order by ref) as id, ref, type from (select distinct ref, type from belonged) as seen
), named as (
  select id, type, ref from entity_seen
  union all
  select id, type, merged.ref from entity_seen join unnest($3::text[], $4::text[]) as merged (ref, survivor) on merged.survivor = entity_seen.ref
), vocabulary (state) as (
  select unnest($13::text[])
), lead_to (pair) as (
  select unnest($14::text[])
), preferred (source, state, rank) as (
  select * from unnest($15::text[], $16::text[], $17::integer[])
), told as (
  select named.id as ref, named.type || claim.value as value, claim.ended, claim.source, claim.occurred_at as at, claim.sequence, claim.seq, claim.n
  from named join claim using (ref)
  where claim.kind in ('state', 'ended') and claim.occurred_at <= $2 and (claim.void is null or not upper_inf(claim.void))
),
-- part read/ruled-states
, rule as (
  select * from unnest($6::text[], $7::integer[], $8::integer[], $9::boolean[]) with ordinality as rule (type, stateless, requires, of_all, place)
), counted as (
  -- What each entity counts as, from when on: for each rule over its type.
  select entity_seen.id, rule.place, -9000000000000000 as at, rule.stateless as counts from entity_seen join rule using (type)
  union all
  select point.ref, rule.place, point.at, coalesce(known.counts, rule.stateless)
  from point join entity_seen on entity_seen.id = point.ref join rule using (type)
  left join unnest($10::bigint[], $11::text[], $12::integer[]) as known (place, state, counts) on known.place = rule.place and known.state = point.local
), run as (
  select id, place, at as began, lead(at) over (partition by id, place order by at) as ended, counts
  from (select counted.*, lag(counts) over (partition by id, place order by at) as counted_before from counted) as turn
  where counts is distinct from counted_before
), step as (
  -- While something is the order's it counts.
  select belonged.number, run.place, change.at, run.counts, change.by
  from entity_seen join belonged using (ref) join run using (id)
  cross join lateral (values (greatest(run.began, belonged.came), 1), (least(run.ended, belonged.went), -1)) as change (at, by)
  where run.counts > 0 and (run.ended is null or run.ended > belonged.came) and (belonged.went is null or run.began < belonged.went) and change.at <= $2
), tally as (
  select number, place, at, sum(sum(by * (counts & 1))::integer) over so_far as applying, sum(sum(by * (counts >> 1 & 1))::integer) over so_far as met,
    sum(sum(by * (counts >> 2 & 1))::integer) over so_far as unmet, sum(sum(by * (counts >> 3 & 1))::integer) over so_far as open
  from step group by number, place, at window so_far as (partition by number, place order by at rows unbounded preceding)
), outcome as (
  select number, place, at, case
    when applying < requires or applying + open = 0 then 'U'
    when of_all then case when unmet > 0 then 'N' when open > 0 then 'U' else 'M' end
    else case when met > 0 then 'M' when open > 0 then 'U' else 'N' end
  end as letter from tally join rule using (place)
), change as (
  select number, string_agg(place || letter || at, ',' order by place, at) as changes
  from (select outcome.*, lag(letter, 1, 'U') over (partition by number, place order by at) as before from outcome) as turn
  where letter <> before group by number
)
select order_ref, begun, coalesce(changes, '') as changes from asked left join change using (number)
