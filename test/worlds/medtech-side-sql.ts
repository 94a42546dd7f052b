import type { RawTables } from './raw-tables.ts'

/** Questions beside the road from order to payment, over the same tables of raw exports. */
export interface SideSql {
  /** Every lot that was made of this one, over any number of steps, itself among them. */
  readonly lotsMadeOf: (lot: string) => Promise<readonly string[]>
  readonly opportunityTimes: (number: string) => Promise<{ readonly firstContact: string | null; readonly requirementConfirmed: string }>
  /** Lines of an order with the one revision that the rule valid for their configuration then selects, unless a change switched them. */
  readonly revisions: (order: string) => Promise<readonly { readonly line: string; readonly bom: string }[]>
  /** `line rule` of the selection rule in force for each line's configuration when its order was taken. */
  readonly rulesInForce: () => Promise<readonly string[]>
  /** `line purchase` of every purchase to stock within the 45 days before an order, of a component of the revision its line is built to. */
  readonly stockPurchases: () => Promise<readonly string[]>
  /** `line old new` of every line that a change switched. */
  readonly switched: () => Promise<readonly string[]>
  /** `line requisition purchase notice` of an order, an open one without its notice. */
  readonly purchaseWay: (order: string) => Promise<readonly string[]>
  /** `call fault arrived parts` of a serial number, times in UTC. */
  readonly calls: (serial: string) => Promise<readonly string[]>
  /** What three systems say that each order comes to, in cents; of orders that finance has completed. */
  readonly sums: () => Promise<readonly { readonly key: string; readonly ordered: number; readonly invoiced: number; readonly paid: number }[]>
  /** `order return serial credit` of every return, a return without credit without one. */
  readonly returned: () => Promise<readonly string[]>
  /** Steps of returns from one word of the source's to the next: how often, and how many hours lay between in the mean. */
  readonly stepsOfReturns: () => Promise<readonly { readonly step: string; readonly count: number; readonly meanHours: number }[]>
  /** `order hold serial` of every line held. */
  readonly held: () => Promise<readonly string[]>
  /** `order serial lot` of every device taken out. */
  readonly explanted: () => Promise<readonly string[]>
  /** `gtin available blocked` of a site, as last counted. */
  readonly stockAt: (site: string) => Promise<readonly string[]>
}

const ORDER_OF = `regexp_replace(order_line, '-\\d+$', '')`

export const sidesOf = (raw: RawTables, column: (text: string, values?: readonly unknown[]) => Promise<readonly string[]>): SideSql => ({
  lotsMadeOf: (lot) => column(`with recursive made as (select $1::text as lot union select g.lot from "mes-genealogy" g join made on g.parent = made.lot) select lot as value from made order by 1`, [lot]),
  opportunityTimes: async (number) => {
    const [row] = await raw.query<{ firstContact: string | null; requirementConfirmed: string }>(`
      select max(nullif(first_contact_at, '')) filter (where kind = 'lead') as "firstContact", max(nullif(requirement_confirmed_at, '')) filter (where kind = 'opportunity') as "requirementConfirmed"
      from crm where (kind = 'lead' and opportunity = $1) or number = $1
        or (kind = 'lead' and number in (select number from crm where kind = 'lead' and opportunity = $1))`, [number])
    if (row === undefined) throw new Error('an aggregate has a row')
    return row
  },
  revisions: (order) => raw.query(`
    select line, coalesce((select new_bom from "plm-changes" where kind = 'switch' and order_line = line), bom) as bom
    from (select distinct order_no || '-' || position as line, article, configuration from "erp-lines" where order_no = $1) as ordered
    join "plm-rules" using (article, configuration)
    where (select min(berlin(created)) from "erp-orders" where order_no = $1) >= valid_from::timestamptz
      and (valid_to = '' or (select min(berlin(created)) from "erp-orders" where order_no = $1) < valid_to::timestamptz)
    order by 1`, [order]),
  rulesInForce: () => column(`
    select distinct order_no || '-' || position || ' ' || rule as value
    from "erp-lines" join (select order_no, min(berlin(created)) as created from "erp-orders" group by order_no) as taken using (order_no) join "plm-rules" using (article, configuration)
    where created >= valid_from::timestamptz and (valid_to = '' or created < valid_to::timestamptz) order by 1`),
  stockPurchases: () => column(`
    with built as (
      select distinct on (order_line) order_line, coalesce(switched, bom) as bom, regexp_replace(order_line, '-\\d+$', '') as order_no
      from plm left join (select order_line, new_bom as switched from "plm-changes" where kind = 'switch') as change using (order_line)
      where kind = 'selection' order by order_line, at desc)
    select distinct order_line || ' ' || number as value
    from built join (select order_no, min(berlin(created)) as created from "erp-orders" group by order_no) as taken using (order_no)
    join "plm-positions" using (bom) join "scm-stock-purchases" using (component)
    where berlin(placed_at) between created - interval '45 days' and created order by 1`),
  switched: () => column(`select order_line || ' ' || (select min(bom) from plm where selection = old_selection) || ' ' || new_bom as value from "plm-changes" where kind = 'switch' order by 1`),
  purchaseWay: (order) => column(`
    select distinct concat_ws(' ', r.order_line, r.number, p.number, a.asn) as value
    from scm r left join scm p on p.kind = 'purchase_order' and p.requisition = r.number left join "scm-asn" a on a.purchase_order = p.number
    where r.kind = 'requisition' and regexp_replace(r.order_line, '-\\d+$', '') = $1 order by 1`, [order]),
  calls: (serial) => column(`
    select concat_ws(' ', service_order, max(fault_reported_at), max(engineer_arrived_at), (select count(distinct issue) from "service-parts" p where p.service_order = s.service_order)) as value
    from service s where serial = $1 group by service_order order by 1`, [serial]),
  sums: () => raw.query(`
    select order_no as key,
      (select sum(pieces::int * (unit_price::numeric * 100))::int from (select distinct on (position) position, pieces, unit_price, line_status from "erp-lines" where order_no = done.order_no order by position, changed_at desc) as l where line_status <> 'storniert') as ordered,
      (select sum(amount::numeric * 100)::int from (select distinct on (invoice) invoice, amount, posting from ar where order_no = done.order_no order by invoice, posted_at desc) as i where posting <> 'storniert') as invoiced,
      coalesce((select sum(amount::numeric * 100)::int from (select distinct voucher, amount from bank where booking = 'booked' and reference in (select invoice from ar where order_no = done.order_no)) as p), 0) as paid
    from finance_done as done order by 1`),
  returned: () => column(`select distinct concat_ws(' ', ${ORDER_OF}, return_no, serial, (select min(credit) from "ar-credits" c where c.return_no = r.return_no)) as value from "erp-returns" r order by 1`),
  stepsOfReturns: () => raw.query(`
    with told as (select distinct event_id, return_no, progress, berlin(changed_at) as at from "erp-returns"),
      steps as (select progress || ' ' || lead(progress) over next as step, extract(epoch from lead(at) over next - at)::float8 / 3600 as hours from told window next as (partition by return_no order by at))
    select step, count(*)::int as count, avg(hours) as "meanHours" from steps where step is not null group by step order by step`),
  held: () => column(`
    select distinct concat_ws(' ', regexp_replace(h.order_line, '-\\d+$', ''), h.number, n.serial) as value
    from qms h join qms n on n.number = h.nonconformance where h.kind = 'hold' and h.order_line is not null order by 1`),
  explanted: () => column(`select distinct concat_ws(' ', ${ORDER_OF}, serial, lot) as value from "clinic-explants" join "mes-units" using (udi) where explanted_at is not null order by 1`),
  stockAt: (site) => column(`
    select concat_ws(' ', gtin, available, blocked) as value from (select distinct on (article) article, available, blocked from "wms-stock" where site = $1 order by article, berlin(counted_at) desc) as last
    join "erp-products" using (article) order by 1`, [site]),
})
