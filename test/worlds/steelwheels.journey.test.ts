import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readZipEntry } from '../../examples/steelwheels/read-zip-entry.ts'
import { resolveDataJar } from '../../examples/steelwheels/resolve-data-jar.ts'
import type { IngestReport } from '../../src/absorb.ts'
import { prepareExample } from '../../src/cli/example.ts'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'
import { questionsOf } from './questions-of.ts'
import { openRawTables, type RawTables } from './raw-tables.ts'

const WORLD = 'examples/steelwheels'
const TABLES = ['customers', 'products', 'orders', 'orderdetails', 'payments'] as const

let home: string
let door: WorldDoor
let raw: RawTables
const reports: Record<string, IngestReport> = {}

/** The script is SQL: PostgreSQL runs its own statements, once HSQLDB's word MEMORY and its schema are taken out. */
const runScript = async (): Promise<void> => {
  const script = readZipEntry(await readFile(await resolveDataJar('.osl/steelwheels-jar')), 'steelwheels.script').toString('utf8')
  const wanted = script.split('\n').filter((line) => TABLES.some((table) => line.startsWith(`CREATE MEMORY TABLE "steelwheels"."${table}"`) || line.startsWith(`INSERT INTO "${table}" `)))
  await raw.run(wanted.map((line) => `${line.replace('CREATE MEMORY TABLE "steelwheels".', 'CREATE TABLE ')};`).join('\n'))
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'osl-steelwheels-world-'))
  door = await openWorldDoor(WORLD)
  raw = await openRawTables()
  await runScript()
  for (const { source, path } of await prepareExample(WORLD, home, door.world.model) ?? []) reports[source] = await door.send(source, path)
}, 180_000)
afterAll(async () => {
  await raw?.close()
  await door?.close()
  await rm(home, { recursive: true, force: true })
})

interface Order {
  readonly key: string
  readonly resolved: boolean
  readonly shippedAt: string | null
  readonly customer: { readonly customerNumber: string } | null
  readonly states: readonly { readonly domain: string; readonly local: string; readonly since: string }[]
  readonly verdict: { readonly unified: string; readonly skewHours: number | null; readonly domains: readonly { readonly domain: string; readonly outcome: string; readonly since: string; readonly missing: readonly string[] }[] }
  readonly lines: { readonly totalCount: number; readonly nodes: readonly { readonly quantity: number; readonly priceEach: string; readonly product: { readonly productCode: string } }[] }
}
let everyOrder: readonly Order[] | undefined
/** All orders, page by page, as a report would fetch them. */
const orders = async (): Promise<readonly Order[]> => {
  if (everyOrder !== undefined) return everyOrder
  const all: Order[] = []
  for (let after: string | null = null; ;) {
    const page: { orders: { nodes: readonly Order[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await door.answer(`query($after: String) { orders(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { key resolved shippedAt customer { customerNumber } states { domain local since } verdict(definition: "completed") { unified skewHours domains { domain outcome since missing } } lines(first: 50) { totalCount nodes { quantity priceEach product { productCode } } } }
    } }`, { after })
    all.push(...page.orders.nodes)
    if (!page.orders.pageInfo.hasNextPage) return (everyOrder = all)
    after = page.orders.pageInfo.endCursor
  }
}

describe('the data of the jar comes in', () => {
  test('every row of the script is a record taken; one line points at an order that nobody tells of', () => {
    const { lines, ...others } = reports
    expect(Object.keys(reports)).toEqual(['customers', 'products', 'vendors', 'orders', 'statuses', 'lines', 'payments'])
    expect(Object.fromEntries(Object.entries(reports).map(([source, { accepted }]) => [source, accepted]))).toEqual({ customers: 126, products: 110, vendors: 110, orders: 330, statuses: 330, lines: 3001, payments: 272 })
    for (const report of Object.values(others)) expect(report).toMatchObject({ unchanged: 0, rejected: 0, unresolved: 0 })
    expect(lines).toMatchObject({ unchanged: 0, rejected: 0, unresolved: 1 })
  })
  test('and taken again is unchanged', async () => {
    expect(await door.send('statuses', join(home, 'example/statuses.csv'))).toMatchObject({ accepted: 0, unchanged: 330, rejected: 0 })
  })
})

describe('the orders, against plain SQL over the script', () => {
  test('are 330 and the one that only a line names', async () => {
    const [row] = await raw.query<{ key: string; pieces: number; price: string }>(`select d."ORDERNUMBER"::text as key, d."QUANTITYORDERED" as pieces, d."PRICEEACH"::text as price from orderdetails d left join orders o using ("ORDERNUMBER") where o."ORDERNUMBER" is null`)
    expect(await door.answer('{ all: orders { totalCount } told: orders(where: {resolved: {eq: true}}) { totalCount } untold: orders(where: {resolved: {eq: false}}) { nodes { key orderNumber lines { nodes { quantity priceEach } } } } }')).toEqual({
      all: { totalCount: 331 }, told: { totalCount: 330 },
      untold: { nodes: [{ key: row?.key, orderNumber: null, lines: { nodes: [{ quantity: row?.pieces, priceEach: row?.price }] } }] },
    })
    expect((await orders()).map(({ key }) => key).sort()).toEqual((await raw.query<{ key: string }>(`select "ORDERNUMBER"::text as key from orders union select "ORDERNUMBER"::text from orderdetails order by 1`)).map(({ key }) => key))
  })

  test('stand where the script’s status says, counted by the layer', async () => {
    const counted = await raw.query<{ status: string; count: number }>(`select "STATUS" as status, count(*)::int as count from orders group by 1`)
    expect(counted).toHaveLength(6)
    for (const { status: word, count } of counted) {
      expect(await door.answer('query($local: String!) { orders(where: {states: {some: {domain: {eq: "sales"}, local: {eq: $local}}}}) { totalCount } }', { local: word.toUpperCase().replace(' ', '_') }), word).toEqual({ orders: { totalCount: count } })
    }
  })

  test('each has its status, since when it is known to have it, and its shipping date if it has one', async () => {
    const told = await raw.query<{ key: string; local: string; since: Date; shipped: Date | null }>(`
      select "ORDERNUMBER"::text as key, upper(replace("STATUS", ' ', '_')) as local, case when "STATUS" = 'Shipped' then "SHIPPEDDATE" else "ORDERDATE" end at time zone 'UTC' as since,
        case when "SHIPPEDDATE" < '2006-01-01' then "SHIPPEDDATE" at time zone 'UTC' end as shipped
      from orders order by 1`)
    const rfc = (at: Date | null): string | null => at?.toISOString().replace('.000Z', 'Z') ?? null
    expect((await orders()).filter(({ resolved }) => resolved).map(({ key, states, shippedAt }) => ({ key, states, shippedAt })).sort((a, b) => (a.key < b.key ? -1 : 1)))
      .toEqual(told.map(({ key, local, since, shipped }) => ({ key, states: [{ domain: 'sales', local, since: rfc(since) }], shippedAt: rfc(shipped) })))
  })

  test('come to the same pieces, money and lines for every customer', async () => {
    const told = await raw.query<{ customer: string; orders: number; lines: number; pieces: number; total: number }>(`
      select o."CUSTOMERNUMBER"::text as customer, count(distinct o."ORDERNUMBER")::int as orders, count(*)::int as lines, sum(d."QUANTITYORDERED")::int as pieces, sum(d."QUANTITYORDERED" * d."PRICEEACH")::int as total
      from orders o join orderdetails d using ("ORDERNUMBER") group by 1 order by 1`)
    const byCustomer = Map.groupBy((await orders()).filter(({ customer }) => customer !== null), ({ customer }) => customer?.customerNumber ?? '')
    const summed = [...byCustomer].map(([customer, theirs]) => {
      const lines = theirs.flatMap((order) => order.lines.nodes)
      const sum = (of: (line: (typeof lines)[number]) => number): number => lines.reduce((total, line) => total + of(line), 0)
      return { customer, orders: theirs.length, lines: lines.length, pieces: sum(({ quantity }) => quantity), total: sum(({ quantity, priceEach }) => quantity * Number(priceEach)) }
    })
    expect(summed.sort((a, b) => (a.customer < b.customer ? -1 : 1))).toEqual(told)
    expect((await orders()).every(({ lines }) => lines.totalCount === lines.nodes.length)).toBe(true)
  })
})

describe('“completed”, as the README says it', () => {
  test('sales goes by the status, finance is UNKNOWN everywhere, and so no order is completed in both', async () => {
    const told = await raw.query<{ key: string; sales: string; unified: string }>(`
      select "ORDERNUMBER"::text as key, sales, case sales when 'NOT_MET' then 'NOT_MET' else 'UNKNOWN' end as unified
      from (select "ORDERNUMBER", case when "STATUS" in ('Shipped', 'Resolved') then 'MET' when "STATUS" = 'Cancelled' then 'UNKNOWN' else 'NOT_MET' end as sales from orders) as judged order by 1`)
    const judged = (await orders()).map(({ key, verdict }) => ({ key, sales: verdict.domains.find(({ domain }) => domain === 'sales')?.outcome, unified: verdict.unified }))
    expect(judged.filter(({ key }) => key !== '11150').sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(told)
    expect(judged.find(({ key }) => key === '11150')).toEqual({ key: '11150', sales: 'UNKNOWN', unified: 'UNKNOWN' })
    expect(told.filter(({ unified }) => unified === 'NOT_MET')).toHaveLength(13)
    for (const { verdict } of await orders()) {
      expect(verdict.skewHours).toBeNull()
      expect(verdict.domains.find(({ domain }) => domain === 'finance')).toMatchObject({ outcome: 'UNKNOWN', missing: [expect.stringContaining('Payment') as string] })
    }
    expect(await door.answer('{ orders(where: {verdicts: {some: {definition: {eq: "completed"}, domain: {eq: "finance"}, outcome: {eq: UNKNOWN}}}}) { totalCount } }')).toEqual({ orders: { totalCount: 331 } })
  })
})

describe('payments', () => {
  test('lead to their customer, to the cent, and to no order', async () => {
    const told = await raw.query<{ customer: string; payments: number; amount: number }>(`select c."CUSTOMERNUMBER"::text as customer, count(p."AMOUNT")::int as payments, coalesce(sum(p."AMOUNT"), 0)::int as amount from customers c left join payments p using ("CUSTOMERNUMBER") group by 1 order by 1`)
    const answered: typeof told[number][] = []
    for (let at = 0; at < told.length; at += 40) {
      const asked = told.slice(at, at + 40).map(({ customer }) => `c${customer}: entity(type: "Customer", key: "${customer}") { key ... on Customer { payments(first: 100) { totalCount nodes { amount order { id } } } } }`)
      const data = await door.answer<Record<string, { key: string; payments: { totalCount: number; nodes: readonly { amount: string; order: unknown }[] } }>>(`{ ${asked.join(' ')} }`)
      for (const { key, payments } of Object.values(data)) {
        expect(payments.nodes.filter(({ order }) => order !== null)).toEqual([])
        answered.push({ customer: key, payments: payments.totalCount, amount: payments.nodes.reduce((sum, { amount }) => sum + Number(amount), 0) })
      }
    }
    expect(answered.sort((a, b) => (a.customer < b.customer ? -1 : 1))).toEqual(told)
  })

  test('asked for an order, are refused', async () => {
    const cheques = await raw.query<{ cheque: string }>(`select "CHECKNUMBER" as cheque from payments order by "CHECKNUMBER" limit 5`)
    for (const { cheque } of cheques) {
      const { data, errors } = await door.ask('query($id: ID!) { order(id: $id) { id } }', { id: cheque })
      expect(data).toEqual({ order: null })
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['ORDER_UNKNOWN'])
    }
  })
})

test('each vendor leads to the lines that plain SQL joins, and to no other', async () => {
  const told = await raw.query<{ vendor: string; lines: readonly string[] }>(`
    select p."PRODUCTVENDOR" as vendor, array_agg('OrderLine/' || d."ORDERNUMBER" || '-' || d."ORDERLINENUMBER" order by 'OrderLine/' || d."ORDERNUMBER" || '-' || d."ORDERLINENUMBER") as lines
    from products p join orderdetails d using ("PRODUCTCODE") group by 1`)
  expect(told).toHaveLength(13)
  for (const { vendor, lines } of told) {
    const { lineage } = await door.answer<{ lineage: { complete: boolean; nodes: readonly { id: string; type: string }[] } }>('query($from: [ID!]!) { lineage(from: $from, direction: DOWNSTREAM, to: ["OrderLine"], budgetMs: 20000) { complete nodes { id type } } }', { from: [`Vendor/${vendor}`] })
    expect(lineage.complete, vendor).toBe(true)
    expect(lineage.nodes.filter(({ type }) => type === 'OrderLine').map(({ id }) => id).sort(), vendor).toEqual([...lines].sort())
  }
})

describe('the example questions', async () => {
  for (const { title, query, name } of await questionsOf('steelwheels')) {
    test(title, async () => {
      const data = await door.answer<Readonly<Record<string, unknown>>>(query)
      expect(data).toMatchObject(answers[name] ?? { answer: `none is stated for ${name}` })
    })
  }
  /** What the script says, looked up by hand with grep. */
  const answers: Readonly<Record<string, object>> = {
    OneOrder: { order: {
      orderNumber: '10164', customer: { name: 'Mini Auto Werke', city: 'Graz', country: 'Austria' }, states: [{ domain: 'sales', local: 'RESOLVED' }],
      verdict: { unified: 'UNKNOWN', domains: [{ domain: 'sales', outcome: 'MET' }, { domain: 'finance', outcome: 'UNKNOWN' }] }, lines: { totalCount: 8 },
    } },
    Disputed: { orders: { totalCount: 3, nodes: [{ orderNumber: '10406' }, { orderNumber: '10415' }, { orderNumber: '10417' }] } },
    NotShipped: { orders: { totalCount: 13 } },
    VendorToCustomers: { entity: { name: 'Min Lin Diecast', products: { totalCount: 8 } } },
    LineWithoutOrder: { orders: { totalCount: 1, nodes: [{ id: 'Order/11150', resolved: false, lines: { nodes: [{ quantity: 1000, priceEach: '300' }] } }] } },
    CustomerOfACheque: { entities: [{ amount: '5308', order: null, customer: { name: 'Atelier graphique', orders: { totalCount: 3 }, payments: { totalCount: 3 } } }] },
  }
})
