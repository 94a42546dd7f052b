import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'
import { openRawTables, type RawTables } from './raw-tables.ts'

/*
 * The customer's day ends at its midnight in Berlin, on the days on which the clocks change too: of 2024-03-31, which has 23 hours, at 22:00Z, of 2024-10-27,
 * which has 25, at 23:00Z. Of each day one order arrives half an hour before the end, one a second before, one at it, one half an hour after, one never.
 */
const END: Readonly<Record<string, string>> = { '2024-03-31': '2024-03-31T22:00:00Z', '2024-06-15': '2024-06-15T22:00:00Z', '2024-10-27': '2024-10-27T23:00:00Z' }
const ARRIVES = [-1_800_000, -1_000, 0, 1_800_000, undefined]

interface Order {
  readonly number: string
  readonly requested: string
  readonly arrivedAt: string | undefined
}
const rfc = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')
const ORDERS: readonly Order[] = Object.entries(END).flatMap(([requested, end], day) =>
  ARRIVES.map((after, n) => ({ number: `SO-${day}${n}`, requested, arrivedAt: after === undefined ? undefined : rfc(Date.parse(end) + after) })))
/** Orders and lines are taken and parcels leave two days before; of these days the clock says nothing here. */
const begun = (requested: string): string => rfc(Date.parse(requested) - 2 * 86_400_000)

const csv = (header: readonly string[], rows: readonly (readonly string[])[], delimiter: string): string => [header, ...rows].map((row) => row.join(delimiter)).join('\n')
const HEADS = ['event_id', 'changed_at', 'recorded_at', 'order_no', 'created', 'opportunity', 'customer', 'ship_to', 'customer_ref', 'requested', 'net_total', 'currency', 'channel']
const LINES = ['event_id', 'changed_at', 'recorded_at', 'order_no', 'position', 'article', 'configuration', 'pieces', 'unit_price', 'line_status']
const PICKED = ['event_id', 'step_at', 'recorded_at', 'shipment', 'sscc', 'consignee_gln', 'order_line', 'pieces', 'step']
const heads = ORDERS.map(({ number, requested }) => [`h-${number}`, begun(requested), begun(requested), number, begun(requested), '', 'K1', 'H1', '', requested, '10.00', 'EUR', 'portal'])
const lines = ORDERS.map(({ number, requested }) => [`l-${number}`, begun(requested), begun(requested), number, '10', 'PM-1', 'plain', '2', '5.00', 'angelegt'])
const picked = ORDERS.map(({ number, requested }) => [`w-${number}`, begun(requested), begun(requested), `8-${number}`, `1-${number}`, '95', `${number}-10`, '2', 'kommissioniert'])
const moved = ORDERS.flatMap(({ number, arrivedAt }) => (arrivedAt === undefined ? [] : [[`c-${number}`, arrivedAt, arrivedAt, `8-${number}`, `1-${number}`, 'Fernlauf', 'zugestellt']]))

let door: WorldDoor
let raw: RawTables
beforeAll(async () => {
  door = await openWorldDoor('schema')
  await door.sendAll([
    { source: 'erp-orders', text: csv(HEADS, heads, ';') }, { source: 'erp-lines', text: csv(LINES, lines, ';') },
    { source: 'wms', text: csv(PICKED, picked, ',') }, { source: 'carrier', text: moved.map((row) => row.join('|')).join('\n') },
  ])
  raw = await openRawTables()
  await raw.load('wanted', ORDERS.map(({ number, requested, arrivedAt }) => ({ number, requested, arrived: arrivedAt ?? 'infinity' })))
}, 240_000)
afterAll(async () => {
  await raw?.close()
  await door?.close()
})

interface Said { readonly unified: string; readonly since: string; readonly time: string | null; readonly stage: { readonly name: string; readonly since: string } | null }
const said = async (number: string, at = ''): Promise<Readonly<Record<'onTime' | 'late' | 'risk', Said>>> => (await door.answer<{ order: Readonly<Record<'onTime' | 'late' | 'risk', Said>> }>(
  `{ order(id: "${number}"${at}) { onTime: verdict(definition: "on-time") { unified since time } late: verdict(definition: "late") { unified since } risk: verdict(definition: "at-risk") { stage { name since } } } }`)).order

test('by SQL: on time before the end, never from it on; late from the end to the arrival; at the highest risk since the end', async () => {
  interface Told { readonly number: string; readonly due: string; readonly on_time: string; readonly since: string; readonly late: string; readonly late_since: string | null; readonly high_since: string | null }
  const told = await raw.query<Told>(`
    with due as (select *, arrived::timestamptz as at, (requested::date + 1)::timestamp at time zone 'Europe/Berlin' as due from wanted), shown as (select 'YYYY-MM-DD"T"HH24:MI:SS"Z"'::text as rfc)
    select number, to_char(due, rfc) as due, case when at < due then 'MET' else 'NOT_MET' end as on_time, to_char(least(at, due), rfc) as since,
      case when at = 'infinity' then 'MET' else 'NOT_MET' end as late, case when at = 'infinity' then to_char(due, rfc) when at > due then to_char(at, rfc) end as late_since, case when at = 'infinity' then to_char(due, rfc) end as high_since
    from due, shown order by number`)
  expect(told.map(({ number, due }) => [number, due])).toEqual(ORDERS.map(({ number, requested }) => [number, END[requested]]))
  for (const { number, due, on_time, since, late: isLate, late_since, high_since } of told) {
    const { onTime, late, risk } = await said(number)
    expect({ number, ...onTime }).toEqual({ number, unified: on_time, since, time: due })
    expect({ number, unified: late.unified, since: late_since === null ? null : late.since }).toEqual({ number, unified: isLate, since: late_since })
    expect({ number, high: risk.stage }).toEqual({ number, high: high_since === null ? null : { name: 'HIGH', since: high_since } })
  }
})

test.each(Object.entries(END))('the last second of %s is within it, %s is not', async (requested, end) => {
  const never = ORDERS.find((order) => order.requested === requested && order.arrivedAt === undefined)?.number ?? ''
  const before = await said(never, `, asOf: "${rfc(Date.parse(end) - 1_000)}"`)
  expect([before.onTime.unified, before.late.unified, before.risk.stage?.name]).toEqual(['UNKNOWN', 'NOT_MET', 'LOW'])
  const after = await said(never, `, asOf: "${end}"`)
  expect([after.onTime.unified, after.late.unified, after.risk.stage?.name]).toEqual(['NOT_MET', 'MET', 'HIGH'])
})
