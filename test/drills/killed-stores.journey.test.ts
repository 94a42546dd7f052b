import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bakeryDay } from './bakery-orders.ts'
import { startBundledProgram, type BundledProgram } from './bundled-program.ts'
import { countLosses, digest, dumpWorld, type Dump } from './dump-world.ts'
import { askAt, send } from './send.ts'

// Servers recover several times, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const ORDERS = 400
let bundled: BundledProgram
let undisturbed: Dump

type Sent = { readonly code: number; readonly answer: { readonly accepted?: number; readonly unchanged?: number; readonly error?: { readonly code: string } } }
const sendDay = async (prefix: string): Promise<readonly Sent[]> => {
  const { till, ledger } = bakeryDay(prefix, ORDERS)
  return [await send(bundled.url, 'till', till), await send(bundled.url, 'ledger', ledger)] as Sent[]
}
const readiness = async (): Promise<{ code: number; body: unknown }> => {
  const response = await fetch(`${bundled.url}/readyz`)
  return { code: response.status, body: await response.json() }
}
const ready = (): Promise<void> => expect.poll(async () => (await readiness()).code, { timeout: 120_000, interval: 200 }).toBe(200)

beforeAll(async () => {
  bundled = await startBundledProgram()
  expect((await sendDay('REF')).map(({ code }) => code)).toEqual([200, 200])
  undisturbed = await dumpWorld(bundled.stores, 'REF')
})
afterAll(() => bundled?.remove())

/** What was sent while a store died is sent until it is answered for; then it stands there once, and the program is the one that was started. */
const expectThereOnce = async (prefix: string, what: string): Promise<void> => {
  await ready()
  const [till] = await sendDay(prefix)
  expect(till?.code).toBe(200)
  const dump = await dumpWorld(bundled.stores, prefix)
  const counts = countLosses(dump, undisturbed)
  process.stdout.write(`${what}: ${till?.answer.unchanged ?? 0} of ${ORDERS * 6} records had been taken; lost ${counts.lost}, doubled ${counts.doubled}\n`)
  expect(counts).toEqual({ lost: 0, doubled: 0 })
  expect(digest(dump)).toEqual(digest(undisturbed))
  expect(bundled.program.child.exitCode).toBeNull()
}

/** Four who ask the same again and again; ends with how often they were told what. Whoever is answered is answered whole. */
const askUntil = (query: string, whole: unknown): (() => Promise<ReadonlyMap<string, number>>) => {
  const seen = new Map<string, number>()
  let over = false
  const asking = Array.from({ length: 4 }, async () => {
    while (!over) {
      const { data, errors } = await askAt(bundled.url, query)
      const said = errors?.[0]?.extensions.code ?? 'answered'
      if (said === 'answered') expect(data).toEqual(whole)
      seen.set(said, (seen.get(said) ?? 0) + 1)
      await pause(50)
    }
  })
  return async () => {
    over = true
    await Promise.all(asking)
    return seen
  }
}

test.each([
  ['postgres', 'P', 'JOURNAL_AWAY', '{ order(id: "REF-3") { id timeline(first: 2) { totalCount nodes { value } } } }'],
  ['neo4j', 'N', 'GRAPH_AWAY', '{ orders(first: 50, where: {slip: {gte: "REF-1", lt: "REF-2"}}) { totalCount nodes { id lines { nodes { product { name } } } } } }'],
] as const)('%s killed under an ingest and questions: each is served whole or told so, the program stays up, and everything is there once', async (store, prefix, code, query) => {
  const whole = (await askAt(bundled.url, query)).data
  expect(JSON.stringify(whole).length).toBeGreaterThan(100)
  const end = askUntil(query, whole)
  const sending = sendDay(prefix)
  await pause(150)
  const noticed = bundled.kill(store)
  // PostgreSQL is back within half a second, before anybody may have looked: that it was missed is in the program's own words. Neo4j takes many.
  if (store === 'neo4j') await expect.poll(readiness, { timeout: 20_000, interval: 50 }).toEqual({ code: 503, body: { ready: false, graph: false, journal: true } })
  await noticed
  expect((await fetch(`${bundled.url}/healthz`)).status).toBe(200)
  for (const sent of await sending) {
    if (sent.code !== 200) expect(sent).toMatchObject({ code: 503, answer: { error: { code } } })
  }
  await ready()
  const seen = await end()
  process.stdout.write(`${store} killed under questions: ${[...seen].map(([said, times]) => `${said} ${times}`).join(', ')}\n`)
  expect([code, 'answered']).toEqual(expect.arrayContaining([...seen.keys()]))
  expect([seen.has('answered'), store === 'postgres' || seen.has(code)]).toEqual([true, true])
  expect((await askAt(bundled.url, query)).data).toEqual(whole)
  await expectThereOnce(prefix, `${store} killed under an ingest`)
})

test('both killed at once come back, and the end is in order even while they are away', async () => {
  // PostgreSQL may be back before the first question about Neo4j has an answer: both are never surely seen away at one time.
  await Promise.all([bundled.kill('neo4j'), bundled.kill('postgres')])
  await expect.poll(async () => (await readiness()).body, { timeout: 20_000, interval: 50 }).toMatchObject({ ready: false, graph: false })
  await expectThereOnce('B', 'both killed')
  await bundled.kill('neo4j')
  const ended = await bundled.program.stop('SIGINT')
  expect(ended.exit).toBe(0)
  expect(ended.stderr).toMatch(/Stopping\.\n/)
  expect(ended.stderr).not.toMatch(/\n\s+at /)
})
