import type { RawTables } from './raw-tables.ts'

/** What a word comes to for an order: its outcome, since when, and what else it answers. */
export interface Word {
  /** Its name; of "completed" `completed 2` for the unified outcome of a version, `completed 2 finance` for that of a domain. */
  readonly word: string
  readonly key: string
  readonly outcome: string
  readonly since: string
  readonly share: number | null
  readonly stage: string | null
  readonly stageSince: string | null
  readonly time: string | null
}

/** What sales and finance say of an order under a version of "completed", each since when. */
export interface SalesAndFinance {
  readonly key: string
  readonly sales: string
  readonly salesSince: string
  readonly finance: string
  readonly financeSince: string
}

export interface WordSql {
  /** Every word of every order, long after the exports end, when every day that a customer asked for is over. */
  readonly words: () => Promise<readonly Word[]>
  /** Orders at a moment as told by another, by a version of "completed". */
  readonly salesAndFinance: (version: number, asOf: string, knownAt: string) => Promise<readonly SalesAndFinance[]>
  /** `order invoice` of what stood billed and not cleared at a moment, as told by another. */
  readonly openInvoicesAt: (asOf: string, knownAt: string) => Promise<readonly string[]>
}

/**
 * Every fact of an order with its time, and of each of its moments how everything stood then: what a word is since when follows from what it is at each.
 * A day that a customer asked for ends at its midnight in Berlin; three times 24 hours before it begins planners look at it.
 */
const HISTORY = `
create function every_one(counting bigint, unmet bigint, undecided bigint) returns text language sql immutable return
  case when counting = 0 then 'UNKNOWN' when unmet > 0 then 'NOT_MET' when undecided > 0 then 'UNKNOWN' else 'MET' end;
create view box as select distinct shipment, order_line, regexp_replace(order_line, '-\\d+$', '') as order_no from wms where order_line <> '' and seen(berlin(step_at), recorded_at);
create view fact as
  select order_no, 'head' as kind, '' as thing, berlin(changed_at) as at, requested as word, null::int as pieces, null::bigint as cents, null::timestamptz as issued from "erp-orders" where seen(berlin(changed_at), recorded_at)
  union all select order_no, 'opportunity', number, stage_at::timestamptz, stage, null, null, null from crm where order_no <> '' and seen(stage_at::timestamptz, recorded_at)
  union all select order_no, 'line', position, berlin(changed_at), line_status, pieces::int, (unit_price::numeric * 100)::bigint, null from "erp-lines" where seen(berlin(changed_at), recorded_at)
  union all select order_no, 'work', work_order, berlin(reported_at), report, null, null, null from mes where seen(berlin(reported_at), recorded_at)
  union all select order_no, 'invoice', invoice, berlin(posted_at), posting, null, (amount::numeric * 100)::bigint, berlin(issued_at) from ar where seen(berlin(posted_at), recorded_at)
  union all select order_no, 'payment', voucher, value_date::timestamptz, booking, null, (amount::numeric * 100)::bigint, null
    from bank join (select distinct invoice as reference, order_no from ar where seen(berlin(posted_at), recorded_at)) as billed using (reference) where seen(value_date::timestamptz, recorded_at)
  union all select regexp_replace(order_line, '-\\d+$', ''), 'box', shipment || ' ' || order_line, berlin(step_at), step, pieces::int, null, null from wms where order_line <> '' and seen(berlin(step_at), recorded_at)
  union all select order_no, 'handled', shipment, berlin(step_at), step, null, null, null from wms join (select distinct shipment, order_no from box) as whose using (shipment) where seen(berlin(step_at), recorded_at)
  union all select order_no, 'moved', shipment, event_at::timestamptz, event, null, null, null from carrier join (select distinct shipment, order_no from box) as whose using (shipment) where seen(event_at::timestamptz, recorded_at)
  union all select regexp_replace(order_line, '-\\d+$', ''), 'return', return_no, berlin(changed_at), progress, null, null, null from "erp-returns" where seen(berlin(changed_at), recorded_at)
  union all select regexp_replace(order_line, '-\\d+$', ''), 'hold', number, at::timestamptz, progress, null, null, null from qms where kind = 'hold' and order_line is not null and seen(at::timestamptz, recorded_at);
create view moment as
  select order_no, at from fact
  union select order_no, turn from (select order_no, at, case when kind = 'head' then word::date end as day from fact) as asked,
    lateral (values ((day + 1)::timestamp at time zone 'Europe/Berlin'), (day::timestamp at time zone 'Europe/Berlin' - interval '72 hours')) as of_day (turn)
    where turn >= at and turn <= current_setting('raw.as_of')::timestamptz;
create view stood as
  select distinct on (moment.order_no, moment.at, kind, thing) moment.order_no, moment.at, kind, thing, word, pieces, cents, issued, fact.at as since
  from moment join fact on fact.order_no = moment.order_no and fact.at <= moment.at order by moment.order_no, moment.at, kind, thing, fact.at desc;
create view summed as
  select order_no, at, max(word) filter (where kind = 'head')::date as requested,
    count(*) filter (where kind = 'line') as lines, sum(pieces) filter (where kind = 'line') as pieces, max(since) filter (where kind = 'line' and word = 'quittiert') as signed,
    count(*) filter (where kind = 'line' and word <> 'storniert') as standing, sum(pieces) filter (where kind = 'line' and word <> 'storniert') as wanted,
    sum(pieces * cents) filter (where kind = 'line' and word <> 'storniert') as cents, count(*) filter (where kind = 'line' and word not in ('storniert', 'quittiert')) as unsigned,
    count(*) filter (where kind = 'line' and word not in ('storniert', 'versendet', 'geliefert', 'quittiert')) as unsent,
    count(*) filter (where kind = 'work' and word <> 'storniert') as works, count(*) filter (where kind = 'work' and word not in ('storniert', 'rückgemeldet')) as working,
    count(*) filter (where kind = 'invoice' and word <> 'storniert') as bills, sum(cents) filter (where kind = 'invoice' and word <> 'storniert') as billed,
    count(*) filter (where kind = 'invoice' and word not in ('storniert', 'ausgeglichen')) as uncleared, max(issued) filter (where kind = 'invoice' and word <> 'storniert') as issued,
    coalesce(sum(cents) filter (where kind = 'payment' and word = 'booked'), 0) as booked,
    count(*) filter (where kind = 'hold' and word = 'gesperrt') as held, count(*) filter (where kind = 'return' and word in ('eingegangen', 'gutgeschrieben')) as back
  from stood group by order_no, at;
create view sent as
  select order_no, at, count(*) as parcels, count(*) filter (where disputed) as disputed, count(*) filter (where not disputed and step is null) as unmoved, count(*) filter (where not disputed and step is not null) as moved,
    count(*) filter (where not disputed and not arrived) as unarrived, coalesce(sum(pieces) filter (where not disputed and arrived), 0) as arrived
  from (
    select order_no, at, split_part(thing, ' ', 1), bool_or(kind = 'handled' and word = 'storniert') as disputed, max(word) filter (where kind = 'moved') as step,
      coalesce(bool_or(kind = 'moved' and word in ('zugestellt', 'proof of delivery', '已送达')), false) as arrived, sum(pieces) filter (where kind = 'box') as pieces
    from stood where kind in ('box', 'handled', 'moved') group by 1, 2, 3) as parcel
  group by order_no, at;
create view standing as
  select order_no, at, requested, lines, pieces, signed, standing, wanted, cents, unsigned, unsent, works, working, bills, billed, uncleared, issued, booked, held, back,
    coalesce(parcels, 0) as parcels, coalesce(disputed, 0) as disputed, coalesce(unmoved, 0) as unmoved, coalesce(moved, 0) as moved, coalesce(unarrived, 0) as unarrived, coalesce(arrived, 0) as arrived,
    (requested + 1)::timestamp at time zone 'Europe/Berlin' as due, requested::timestamp at time zone 'Europe/Berlin' - interval '72 hours' as near,
    case when lines = 0 then 'UNKNOWN' when standing = 0 then 'NOT_APPLICABLE' when coalesce(disputed, 0) > 0 then 'UNKNOWN' when coalesce(arrived, 0) >= wanted then 'MET' else 'NOT_MET' end as whole
  from summed left join sent using (order_no, at);
`

/** Each word in SQL that a person without the layer would write over how things stood; `every_one` is Kleene's and, over counts. */
const WORDS = `
create function every_domain(variadic outcomes text[]) returns text language sql immutable return
  case when 'NOT_MET' = any (outcomes) then 'NOT_MET' when 'UNKNOWN' = any (outcomes) then 'UNKNOWN' else 'MET' end;
create view said as
  with turned as (
    select *, case when whole is distinct from lag(whole) over (partition by order_no order by at) then at end as turn from standing
  ), known as (
    select *, max(turn) over (partition by order_no order by at) as whole_since, coalesce(at >= due, false) as passed, coalesce(at >= near, false) and working > 0 as pressed,
      every_one(standing, unsent, 0) as sold, every_one(parcels - disputed, unmoved, disputed) as left_house,
      every_one(standing, unsigned, 0) as sales, every_one(works, working, 0) as mes, every_one(parcels - disputed, unarrived, disputed) as logistics, every_one(bills, uncleared, 0) as cleared,
      case when bills = 0 then 'UNKNOWN' when booked >= billed then 'MET' else 'NOT_MET' end as paid
    from turned
  )
  select order_no, at, word, outcome, share, stage, time from known cross join lateral (
    select 'cancelled' as word, every_one(lines, standing, 0) as outcome, (lines - standing)::float8 / nullif(lines, 0) as share, null as stage, null::timestamptz as time
    union all select 'shipped', every_domain(sold, left_house), null, case when every_domain(sold, left_house) = 'MET' then 'WHOLLY' when moved > 0 then 'IN_PART' when disputed = 0 then 'NOT_YET' end, null
    union all select 'delivered-in-full', whole, case when whole in ('MET', 'NOT_MET') then arrived::float8 / wanted end, null, null
    union all select 'on-time', case whole when 'MET' then case when whole_since < due then 'MET' else 'NOT_MET' end when 'NOT_MET' then case when passed then 'NOT_MET' else 'UNKNOWN' end else whole end,
      null, null, case when whole <> 'NOT_APPLICABLE' then due end
    union all select 'late', case whole when 'MET' then 'NOT_MET' when 'NOT_MET' then case when passed then 'MET' else 'NOT_MET' end else whole end, null, null, null
    union all select 'at-risk', case when whole in ('NOT_APPLICABLE', 'MET') then 'NOT_APPLICABLE' when held > 0 or pressed then 'MET' else 'NOT_MET' end, null,
      case when whole in ('NOT_APPLICABLE', 'MET') then null when passed or (held > 0 and pressed) then 'HIGH' when due is null then null when held > 0 or pressed then 'RAISED' else 'LOW' end, null
    union all select 'returned', case when back > 0 then 'MET' else 'NOT_MET' end, back::float8 / nullif(pieces, 0), null, null
    union all select 'revenue-recognised', every_domain(sales, case when bills = 0 then 'UNKNOWN' else 'MET' end), null, null, greatest(signed, issued)
    union all select 'matched', case when lines > 0 and standing = 0 then 'NOT_APPLICABLE' when bills = 0 then 'UNKNOWN' when billed = cents and booked = billed then 'MET' else 'NOT_MET' end, null, null, null
    union all select 'completed 1', every_domain(sales, mes, logistics, cleared), null, null, null
    union all select 'completed 2', every_domain(sales, mes, logistics, paid), null, null, null
    union all select 'completed ' || version || ' ' || domain, outcome, null, null, null
      from (values (1, 'sales', sales), (1, 'mes', mes), (1, 'logistics', logistics), (1, 'finance', cleared), (2, 'sales', sales), (2, 'mes', mes), (2, 'logistics', logistics), (2, 'finance', paid)) as one (version, domain, outcome)
  ) as told;
create view word as
  select word, order_no as key, (array_agg(outcome order by at desc))[1] as outcome, to_char(max(at) filter (where outcome is distinct from before), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
    (array_agg(share order by at desc))[1] as share, (array_agg(stage order by at desc))[1] as stage,
    case when (array_agg(stage order by at desc))[1] is not null then to_char(max(at) filter (where stage is distinct from stage_before), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as "stageSince",
    to_char((array_agg(time order by at desc))[1], 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as time
  from (select *, lag(outcome) over turns as before, lag(stage) over turns as stage_before from said window turns as (partition by word, order_no order by at)) as step
  group by word, order_no;
`

export const wordsOf = (raw: RawTables): WordSql => {
  let made: Promise<void> | undefined
  const query = async <Row extends object>(text: string, values: readonly unknown[] = [], [asOf, knownAt] = ['infinity', 'infinity']): Promise<readonly Row[]> => {
    await (made ??= raw.run(HISTORY + WORDS))
    await raw.run(`set raw.as_of = '${asOf}'; set raw.known_at = '${knownAt}'`)
    const rows = await raw.query<Row>(text, values)
    await raw.run(`set raw.as_of = 'infinity'; set raw.known_at = 'infinity'`)
    return rows
  }
  return {
    words: () => query<Word>('select * from word where key in (select order_no from "erp-orders") order by word, key'),
    salesAndFinance: (version, asOf, knownAt) => query<SalesAndFinance>(`
      with of_version as materialized (select * from word where word in ($1 || ' sales', $1 || ' finance'))
      select key, sales.outcome as sales, sales.since as "salesSince", finance.outcome as finance, finance.since as "financeSince"
      from of_version as sales join of_version as finance using (key) where sales.word like '% sales' and finance.word like '% finance' order by key`, [`completed ${version}`], [asOf, knownAt]),
    openInvoicesAt: async (asOf, knownAt) => (await query<{ open: string }>(`select order_no || ' ' || invoice as open from invoice where word not in ('ausgeglichen', 'storniert') order by 1`, [], [asOf, knownAt])).map(({ open }) => open),
  }
}
