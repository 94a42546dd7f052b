import type { RawTables } from './raw-tables.ts'

/** What the reference definitions come to long after the exports end, when every day that a customer asked for is over. */
export interface WordSql {
  /** `definition order outcome`; of `delivered-in-full` also the share, in hundredths, and of `shipped` the stage. */
  readonly words: () => Promise<readonly string[]>
}

/** Each word in SQL that a person without the layer would write over the files as tables; `every_one` is Kleene's and, over counts. */
const VIEWS = `
create function every_one(counting bigint, unmet bigint, undecided bigint) returns text language sql immutable return
  case when counting = 0 then 'UNKNOWN' when unmet > 0 then 'NOT_MET' when undecided > 0 then 'UNKNOWN' else 'MET' end;
create view ordered as select distinct on (order_no, position) order_no, order_no || '-' || position as line, line_status as word, pieces::int, (unit_price::numeric * 100)::bigint as cents
  from "erp-lines" order by order_no, position, berlin(changed_at) desc;
create view billed as select distinct on (invoice) order_no, invoice, posting as word, (amount::numeric * 100)::bigint as cents from ar order by invoice, berlin(posted_at) desc;
create view paid as select distinct on (voucher) voucher, reference as invoice, booking as word, (amount::numeric * 100)::bigint as cents from bank order by voucher, value_date::timestamptz desc;
create view boxed as select distinct on (shipment, order_line) shipment, regexp_replace(order_line, '-\\d+$', '') as order_no, pieces::int from wms where order_line <> '' order by shipment, order_line, berlin(step_at) desc;
create view wanted as select distinct on (order_no) order_no, (requested::date + 1)::timestamp at time zone 'Europe/Berlin' as due from "erp-orders" order by order_no, berlin(changed_at) desc;
create view came_back as select distinct on (return_no) regexp_replace(order_line, '-\\d+$', '') as order_no, progress as word from "erp-returns" order by return_no, berlin(changed_at) desc;
create view held as select distinct on (number) regexp_replace(order_line, '-\\d+$', '') as order_no, progress as word from qms where kind = 'hold' order by number, at::timestamptz desc;
create view word as
  with order_of as (select order_no from wanted), lines as (
    select order_no, count(*) filter (where word <> 'storniert') as standing, count(*) as lines, sum(pieces) filter (where word <> 'storniert') as pieces, sum(pieces * cents) filter (where word <> 'storniert') as cents,
      count(*) filter (where word <> 'storniert' and word not in ('versendet', 'geliefert', 'quittiert')) as unsent, count(*) filter (where word <> 'storniert' and word <> 'quittiert') as unsigned
    from ordered group by 1
  ), parcels as (
    select order_no, count(*) as parcels, count(*) filter (where disputed) as disputed, count(*) filter (where not disputed and at is null) as unsent, count(*) filter (where not disputed and at is not null) as sent from parcel group by 1
  ), arrived as (
    select boxed.order_no, sum(pieces) filter (where delivered) as pieces, max(at) filter (where delivered) as at from boxed join parcel using (shipment, order_no) group by 1
  ), bills as (
    select order_no, count(*) as bills, sum(cents) as cents, sum((select coalesce(sum(paid.cents), 0) from paid where paid.invoice = billed.invoice and paid.word = 'booked')) as paid from billed where word <> 'storniert' group by 1
  ), said as (
    select order_no, lines.lines, standing, lines.cents, unsigned, lines.pieces as wanted_pieces, coalesce(arrived.pieces, 0) as pieces, arrived.at, due, coalesce(bills, 0) as bills, bills.cents as billed, paid,
      every_one(standing, lines.unsent, 0) as sold, every_one(coalesce(parcels - disputed, 0), coalesce(parcels.unsent, 0), coalesce(disputed, 0)) as moved, coalesce(sent, 0) as sent, coalesce(disputed, 0) as disputed,
      case when standing = 0 then 'NOT_APPLICABLE' when coalesce(disputed, 0) > 0 then 'UNKNOWN' when coalesce(arrived.pieces, 0) >= lines.pieces then 'MET' else 'NOT_MET' end as whole
    from order_of join lines using (order_no) join wanted using (order_no) left join parcels using (order_no) left join arrived using (order_no) left join bills using (order_no)
  )
  select order_no, standing < lines as changed, 'cancelled' as definition, case when standing = 0 then 'MET' else 'NOT_MET' end as outcome, null as more from said
  union all select order_no, false, 'shipped', agreed.outcome, case when agreed.outcome = 'MET' then 'WHOLLY' when sent > 0 then 'IN_PART' when disputed > 0 then null else 'NOT_YET' end from said cross join lateral (
    select case when 'NOT_MET' in (sold, moved) then 'NOT_MET' when 'UNKNOWN' in (sold, moved) then 'UNKNOWN' else 'MET' end as outcome) as agreed
  union all select order_no, false, 'delivered-in-full', whole, case when whole not in ('NOT_APPLICABLE', 'UNKNOWN') then round(pieces * 100.0 / wanted_pieces)::text end from said
  union all select order_no, standing < lines, 'on-time', case when whole <> 'MET' then whole when at < due then 'MET' else 'NOT_MET' end, null from said
  union all select order_no, false, 'late', case whole when 'MET' then 'NOT_MET' when 'NOT_MET' then 'MET' else whole end, null from said
  union all select order_no, false, 'at-risk', case when whole in ('NOT_APPLICABLE', 'MET') then 'NOT_APPLICABLE'
    when exists (select from held where held.order_no = said.order_no and word = 'gesperrt') or exists (select from work where work.order_no = said.order_no and work.word not in ('rückgemeldet', 'storniert')) then 'MET' else 'NOT_MET' end,
    case when whole not in ('NOT_APPLICABLE', 'MET') then 'HIGH' end from said
  union all select order_no, false, 'returned', case when exists (select from came_back where came_back.order_no = said.order_no and word in ('eingegangen', 'gutgeschrieben')) then 'MET' else 'NOT_MET' end, null from said
  union all select order_no, false, 'revenue-recognised', case when standing > 0 and unsigned > 0 then 'NOT_MET' when standing = 0 or bills = 0 then 'UNKNOWN' else 'MET' end, null from said
  union all select order_no, false, 'matched', case when standing = 0 then 'NOT_APPLICABLE' when bills = 0 then 'UNKNOWN' when billed = cents and paid = billed then 'MET' else 'NOT_MET' end, null from said;
`

export const wordsOf = (raw: RawTables): WordSql => {
  let made = false
  return { words: async () => {
    if (!made) await raw.run(VIEWS)
    made = true
    // When an order of which a line was cancelled later became whole takes more than its parcels to say.
    const rows = await raw.query<{ said: string }>(`select concat_ws(' ', definition, order_no, outcome, more) as said from word where not (definition = 'on-time' and changed) order by 1`)
    return rows.map(({ said }) => said)
  } }
}
