import type { Manifest } from '../../examples/medtech/generate.ts'
import { eventsOf } from './medtech-exports.ts'
import { sidesOf, type SideSql } from './medtech-side-sql.ts'
import { wordsOf, type WordSql } from './medtech-word-sql.ts'
import { openRawTables } from './raw-tables.ts'

/** Hours between two domains' completion of the same orders. */
export interface Gap {
  readonly orders: number
  readonly mean: number
  readonly median: number
  readonly p90: number
  readonly longest: number
  readonly secondLater: number
}

export interface JudgedThen {
  readonly key: string
  readonly sales: string
  readonly mes: string
  readonly logistics: string
  readonly finance: string
}

/** Questions across the systems' exports, in SQL that a person without the layer would write over the files as tables. */
export interface MedtechSql extends SideSql, WordSql {
  readonly signed: () => Promise<readonly string[]>
  readonly deliveredNotPaid: () => Promise<readonly string[]>
  readonly patientsOfLot: (lot: string) => Promise<readonly string[]>
  readonly hospitalsOfLot: (lot: string) => Promise<readonly string[]>
  /** Sums in cents. */
  readonly netTotals: () => Promise<readonly { readonly currency: string; readonly cents: string }[]>
  /** `purchase order`, each pair once. */
  readonly purchases: () => Promise<readonly string[]>
  readonly ordersOfPurchase: (number: string) => Promise<readonly string[]>
  /** Invoices of an order that are neither cleared nor reversed. */
  readonly openInvoices: (order: string) => Promise<readonly string[]>
  readonly ordersOfInvoice: (number: string) => Promise<readonly string[]>
  readonly ordersOfOpportunity: (number: string) => Promise<readonly string[]>
  readonly frameworks: () => Promise<readonly { readonly reference: string; readonly orders: readonly string[] }[]>
  readonly meanGap: () => Promise<{ readonly orders: number; readonly hours: number }>
  readonly gap: (first: string, second: string) => Promise<Gap | undefined>
  /** Orders taken by a moment by what sales, mes and finance said of them at it, as told by another: `MET NOT_MET UNKNOWN`, with their number. */
  readonly outcomesAt: (asOf: string, knownAt: string) => Promise<readonly { readonly outcomes: string; readonly orders: number }[]>
  readonly serviced: () => Promise<readonly string[]>
  /** What "completed" meant in each domain at a moment, as told by another, for orders taken in the 45 days before it; those on whose shipments warehouse and carrier ever disagree left out. */
  readonly judgedAt: (asOf: string, knownAt: string) => Promise<readonly JudgedThen[]>
  readonly close: () => Promise<void>
}

/** The last word of each thing, with its moment, among what had happened and what was told by two moments; a wall clock is Berlin's. */
const VIEWS = `
set raw.as_of = 'infinity';
set raw.known_at = 'infinity';
create function berlin(clock text) returns timestamptz language sql immutable return clock::timestamp at time zone 'Europe/Berlin';
create function seen(at timestamptz, recorded text) returns boolean language sql stable return at <= current_setting('raw.as_of')::timestamptz and recorded::timestamptz <= current_setting('raw.known_at')::timestamptz;
create view line as select distinct on (order_no, position) order_no, order_no || '-' || position as line, line_status as word, berlin(changed_at) as at
  from "erp-lines" where seen(berlin(changed_at), recorded_at) order by order_no, position, changed_at desc;
create view work as select distinct on (work_order) order_no, report as word, berlin(reported_at) as at from mes where seen(berlin(reported_at), recorded_at) order by work_order, reported_at desc;
create view invoice as select distinct on (invoice) invoice, order_no, posting as word, berlin(posted_at) as at from ar where seen(berlin(posted_at), recorded_at) order by invoice, posted_at desc;
create view picked as select distinct shipment, regexp_replace(order_line, '-\\d+$', '') as order_no from wms where order_line <> '' and seen(berlin(step_at), recorded_at);
create view handled as select distinct on (shipment) shipment, step as word from wms where seen(berlin(step_at), recorded_at) order by shipment, step_at desc;
create view moved as select distinct on (shipment) shipment, event as word, event_at::timestamptz as at from carrier where seen(event_at::timestamptz, recorded_at) order by shipment, event_at::timestamptz desc;
create view parcel as select picked.order_no, shipment, handled.word = 'storniert' as disputed, coalesce(moved.word in ('zugestellt', 'proof of delivery', '已送达'), false) as delivered, moved.at
  from picked join handled using (shipment) left join moved using (shipment);
create view sales_done as select order_no, max(at) as at from line where word <> 'storniert' group by 1 having bool_and(word = 'quittiert');
create view mes_done as select order_no, max(at) as at from work where word <> 'storniert' group by 1 having bool_and(word = 'rückgemeldet');
create view finance_done as select order_no, max(at) as at from invoice where word <> 'storniert' group by 1 having bool_and(word = 'ausgeglichen');
create view logistics_done as select order_no, max(at) as at from parcel group by 1 having bool_and(delivered and not disputed);
create view purchase as select distinct p.number as purchase, regexp_replace(r.order_line, '-\\d+$', '') as order_no
  from scm p join scm r on r.kind = 'requisition' and r.number = p.requisition where p.kind = 'purchase_order' and p.requisition <> '' and r.order_line <> '';
create view judged as select number.order_no as key,
    (select case when count(*) = 0 then 'UNKNOWN' when bool_and(word = 'quittiert') then 'MET' else 'NOT_MET' end from line where line.order_no = number.order_no and word <> 'storniert') as sales,
    (select case when count(*) = 0 then 'UNKNOWN' when bool_and(word = 'rückgemeldet') then 'MET' else 'NOT_MET' end from work where work.order_no = number.order_no and word <> 'storniert') as mes,
    (select case when count(*) = 0 then 'UNKNOWN' when bool_and(delivered) then 'MET' else 'NOT_MET' end from parcel where parcel.order_no = number.order_no) as logistics,
    (select case when count(*) = 0 then 'UNKNOWN' when bool_and(word = 'ausgeglichen') then 'MET' else 'NOT_MET' end from invoice where invoice.order_no = number.order_no and word <> 'storniert') as finance
  from (select distinct order_no from "erp-orders" where seen(berlin(changed_at), recorded_at)) as number;
`

export const loadMedtech = async (folder: string, manifest: Manifest): Promise<MedtechSql> => {
  const raw = await openRawTables()
  for (const { source, file } of manifest.files) await raw.load(source, eventsOf(folder, file))
  await raw.run(VIEWS)
  const column = async (text: string, values: readonly unknown[] = []): Promise<readonly string[]> => (await raw.query<{ value: string }>(text, values)).map(({ value }) => value)
  return {
    signed: () => column('select order_no as value from sales_done order by 1'),
    deliveredNotPaid: () => column(`select order_no as value from logistics_done where exists (select from invoice where invoice.order_no = logistics_done.order_no and word not in ('ausgeglichen', 'storniert')) order by 1`),
    patientsOfLot: (lot) => column('select distinct patient as value from "mes-units" join clinic using (udi) where lot = $1 order by 1', [lot]),
    hospitalsOfLot: (lot) => column('select distinct site as value from "mes-units" join "wms-packing" using (udi) join wms using (shipment) join sites on gln = consignee_gln where lot = $1 order by 1', [lot]),
    netTotals: () => raw.query(`select currency, (sum(net_total::numeric) * 100)::bigint::text as cents from (select distinct on (order_no) currency, net_total from "erp-orders" order by order_no, changed_at desc) as last group by 1 order by 1`),
    purchases: () => column(`select purchase || ' ' || order_no as value from purchase order by 1`),
    ordersOfPurchase: (number) => column('select order_no as value from purchase where purchase = $1 order by 1', [number]),
    openInvoices: (order) => column(`select invoice as value from invoice where order_no = $1 and word not in ('ausgeglichen', 'storniert') order by 1`, [order]),
    ordersOfInvoice: (number) => column('select distinct order_no as value from ar where invoice = $1 order by 1', [number]),
    ordersOfOpportunity: (number) => column(`select order_no as value from crm where number = $1 and order_no <> '' union select order_no from "erp-orders" where opportunity = $1 order by 1`, [number]),
    frameworks: () => raw.query('select customer_ref as reference, array_agg(distinct order_no order by order_no) as orders from "erp-orders" group by 1 having count(distinct order_no) > 1 order by count(distinct order_no) desc, 1'),
    meanGap: async () => {
      const [row] = await raw.query<{ orders: number; hours: number }>(`
        select count(*)::int as orders, avg(extract(epoch from greatest(s.at, m.at, l.at, f.at) - least(s.at, m.at, l.at, f.at)) / 3600)::float8 as hours
        from sales_done s join mes_done m using (order_no) join logistics_done l using (order_no) join finance_done f using (order_no)`)
      if (row === undefined) throw new Error('an average has a row')
      return row
    },
    gap: async (first, second) => (await raw.query<Gap>(`
      with apart as (select extract(epoch from b.at - a.at)::float8 / 3600 as later from ${first}_done a join ${second}_done b using (order_no))
      select count(*)::int as orders, avg(abs(later)) as mean, percentile_cont(0.5) within group (order by abs(later)) as median, percentile_cont(0.9) within group (order by abs(later)) as p90,
        max(abs(later)) as longest, count(*) filter (where later > 0)::int as "secondLater" from apart having count(*) > 0`))[0],
    outcomesAt: async (asOf, knownAt) => {
      await raw.run(`set raw.as_of = '${asOf}'; set raw.known_at = '${knownAt}'`)
      const rows = await raw.query<{ outcomes: string; orders: number }>(`select sales || ' ' || mes || ' ' || finance as outcomes, count(*)::int as orders from judged group by 1 order by 1`)
      await raw.run(`set raw.as_of = 'infinity'; set raw.known_at = 'infinity'`)
      return rows
    },
    ...sidesOf(raw, column),
    ...wordsOf(raw),
    serviced: () => column(`select distinct regexp_replace(order_line, '-\\d+$', '') as value from service join "mes-units" using (serial) order by 1`),
    judgedAt: async (asOf, knownAt) => {
      await raw.run(`set raw.as_of = '${asOf}'; set raw.known_at = '${knownAt}'`)
      const rows = await raw.query<JudgedThen>(`
        select judged.* from judged
        where key in (select order_no from "erp-orders" where berlin(created) > $1::timestamptz - interval '45 days')
          and key not in (select regexp_replace(order_line, '-\\d+$', '') from wms where shipment in (select shipment from wms join carrier using (shipment) where step = 'storniert'))
        order by key`, [asOf])
      await raw.run(`set raw.as_of = 'infinity'; set raw.known_at = 'infinity'`)
      return rows
    },
    close: raw.close,
  }
}
