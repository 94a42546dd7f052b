import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportSteelwheels } from '../../examples/steelwheels/export.ts'
import { readScript } from '../../examples/steelwheels/read-script.ts'
import { readZipEntry } from '../../examples/steelwheels/read-zip-entry.ts'
import { resolveDataJar } from '../../examples/steelwheels/resolve-data-jar.ts'
import { readSource } from '../../src/ingest/read-source.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Event } from '../../src/vocabulary/event.ts'

const root = join(import.meta.dirname, '../..')
const workDir = join(root, '.osl', 'steelwheels-jar')
const sources = ['customers', 'products', 'vendors', 'orders', 'statuses', 'lines', 'payments'] as const

let out: string
/** The script as it is in the jar: what everything is checked against, by plain text search. */
let script: string
const events: Record<(typeof sources)[number], Event[]> = { customers: [], products: [], vendors: [], orders: [], statuses: [], lines: [], payments: [] }
let rejected: number

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'osl-steelwheels-'))
  await exportSteelwheels({ out, workDir })
  script = readZipEntry(await readFile(await resolveDataJar(workDir)), 'steelwheels.script').toString('utf8')
  const loaded = await loadModel(join(root, 'examples/steelwheels'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 1))
  rejected = 0
  for (const source of sources) {
    for await (const decoded of readSource(loaded.model, source, createReadStream(join(out, `${source}.csv`)), `${source}.csv`)) {
      if (decoded.ok) events[source].push(decoded.event)
      else rejected += 1
    }
  }
}, 300_000)

afterAll(() => rm(out, { recursive: true, force: true }))

const csv = async (source: string): Promise<Record<string, string>[]> => parse(await readFile(join(out, `${source}.csv`)), { columns: true })
const count = (pattern: RegExp): number => [...script.matchAll(pattern)].length
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0)
const tally = (names: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

describe('the export of steelwheels', () => {
  test.each([
    ['orders', 'orders', 330], ['statuses', 'orders', 330], ['lines', 'orderdetails', 3001], ['customers', 'customers', 126],
    ['payments', 'payments', 272], ['products', 'products', 110], ['vendors', 'products', 110],
  ])('%s has a record for each INSERT into %s: %i', async (source, table, records) => {
    expect(count(new RegExp(`^INSERT INTO "${table}" `, 'gm'))).toBe(records)
    expect(await csv(source)).toHaveLength(records)
  })

  test('pieces and prices of the lines add up to what the script adds up to', async () => {
    const inScript = [...script.matchAll(/^INSERT INTO "orderdetails" VALUES\(\d+,'[^']*',(\d+),(\d+),\d+\)$/gm)].map(([, quantity, price]) => [Number(quantity), Number(price)] as const)
    const inFile = (await csv('lines')).map(({ quantityOrdered, priceEach }) => [Number(quantityOrdered), Number(priceEach)] as const)
    expect(sum(inFile.map(([quantity]) => quantity))).toBe(sum(inScript.map(([quantity]) => quantity)))
    expect(sum(inFile.map(([quantity, price]) => quantity * price))).toBe(sum(inScript.map(([quantity, price]) => quantity * price)))
    expect(sum(inScript.map(([quantity]) => quantity))).toBe(108_421)
  })

  test('payments add up to what the script adds up to', async () => {
    const inScript = [...script.matchAll(/^INSERT INTO "payments" VALUES\(.*,(\d+)\)$/gm)].map(([, amount]) => Number(amount))
    expect(sum((await csv('payments')).map(({ amount }) => Number(amount)))).toBe(sum(inScript))
    expect(sum(inScript)).toBe(9_777_418)
  })

  test('six statuses, as often as the script has them', async () => {
    const inScript = tally([...script.matchAll(/^INSERT INTO "orders" VALUES\(\d+,'[^']*','[^']*','[^']*','([^']*)',/gm)].map(([, status]) => status ?? ''))
    expect(tally((await csv('statuses')).map(({ status }) => status ?? ''))).toEqual(inScript)
    expect(inScript).toEqual({ Shipped: 307, Cancelled: 6, 'In Process': 6, Resolved: 4, 'On Hold': 4, Disputed: 3 })
  })

  test('thirteen vendors', async () => {
    expect(new Set((await csv('vendors')).map(({ vendor }) => vendor)).size).toBe(13)
  })

  test('every quoted text of the orders stands in the file as the script has it', async () => {
    const orders = await csv('orders')
    const texts = orders.flatMap(({ comments }) => (comments === undefined || comments === '' ? [] : [comments]))
    expect(texts.length).toBe(count(/^INSERT INTO "orders" VALUES\(\d+,'[^']*','[^']*','[^']*','[^']*','/gm))
    expect(texts.filter((text) => !script.includes(`'${text.replaceAll("'", "''")}'`))).toEqual([])
  })
})

describe('the model of steelwheels', () => {
  test('takes every record', () => {
    expect(rejected).toBe(0)
    expect(Object.fromEntries(sources.map((source) => [source, events[source].length]))).toEqual({ customers: 126, products: 110, vendors: 110, orders: 330, statuses: 330, lines: 3001, payments: 272 })
  })

  test('gives each order one of six states', () => {
    expect(tally(events.statuses.map(({ statements }) => statements[0]?.local ?? ''))).toEqual({ SHIPPED: 307, CANCELLED: 6, IN_PROCESS: 6, RESOLVED: 4, ON_HOLD: 4, DISPUTED: 3 })
  })

  test('leaves out a shipping date that is the moment of loading', () => {
    const loading = count(/^INSERT INTO "orders" VALUES\(\d+,'[^']*','[^']*','2006-08-23 /gm)
    expect(loading).toBeGreaterThan(0)
    expect(events.orders.filter(({ statements }) => (statements[0]?.attributes['shippedAt'] ?? null) === null)).toHaveLength(loading)
  })

  test('knows every order that a line names, but one', () => {
    const known = new Set(events.orders.flatMap(({ statements }) => statements.map(({ ref }) => ref as string)))
    const named = events.lines.flatMap(({ statements }) => statements.flatMap(({ links }) => links.filter(({ field }) => field === 'order').map(({ target }) => target as string)))
    expect(named).toHaveLength(3001)
    expect([...new Set(named)].filter((ref) => !known.has(ref))).toEqual(['Order/11150'])
  })

  test('has no payment that names an order', () => {
    expect(tally(events.payments.flatMap(({ statements }) => statements.flatMap(({ links }) => links.map(({ field }) => field))))).toEqual({ customer: 272 })
  })
})

describe('reading the script', () => {
  test('texts keep their quotes and letters; NULL is null; numbers keep their digits', () => {
    const text = `CREATE MEMORY TABLE "s"."t"("A" INTEGER,"B" VARCHAR(5) NOT NULL,"C" DECIMAL(31,10),"D" TIMESTAMP,PRIMARY KEY("A"))\nINSERT INTO "t" VALUES(1,'it''s, \\u00e9',5151.0E0,NULL)\nINSERT INTO "t" VALUES(-2,'',1.10,'2003-01-06')\n`
    expect(readScript(text).get('t')).toEqual([{ A: '1', B: "it's, é", C: '5151.0E0', D: null }, { A: '-2', B: '', C: '1.10', D: '2003-01-06' }])
  })

  test('a row that does not fit its table is refused with its line', () => {
    expect(() => readScript('CREATE MEMORY TABLE "s"."t"("A" INTEGER)\nINSERT INTO "t" VALUES(1,2)')).toThrow(/Line 2 .* 2 values for the 1 columns/)
  })

  test('a damaged entry of the jar is refused', async () => {
    const jar = Buffer.from(await readFile(await resolveDataJar(workDir)))
    expect(() => readZipEntry(jar, 'steelwheels.txt')).toThrow(/no entry 'steelwheels.txt'; it has .*steelwheels\.script/)
    const packed = deflateRawSync('x')
    const at = jar.indexOf('steelwheels.script') + 'steelwheels.script'.length
    packed.copy(jar, at)
    expect(() => readZipEntry(jar, 'steelwheels.script')).toThrow()
  })

  test('without Maven it says what is missing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'osl-no-jar-'))
    await expect(resolveDataJar(empty, { PATH: empty })).rejects.toMatchObject({ code: 'EXAMPLE_DATA_AWAY', message: expect.stringMatching(/steelwheels-data-hsqldb:0\.2.*'mvn' cannot be run/) as string })
    await rm(empty, { recursive: true, force: true })
  })
})
