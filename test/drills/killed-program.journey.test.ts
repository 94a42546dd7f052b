import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bakery, makeBakeryWorld } from '../cli/bakery-world.ts'
import { osl, sharedStores, startOsl, urlOf, type Started } from '../cli/osl.ts'
import { cypher, sql } from '../servers/ask-stores.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { bakeryDay } from './bakery-orders.ts'
import { countLosses, digest, dumpWorld, type Dump } from './dump-world.ts'
import { holdAt, type Point } from './hold-at.ts'
import { askAt, send } from './send.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Two batches of the till's records, one of the ledger's. */
const ORDERS = 400
const folder = mkdtempSync(join(tmpdir(), 'osl-drill-'))
const home = join(folder, 'home')
const servers = await testServers()
let env: NodeJS.ProcessEnv
let program: Started
let url: string
let undisturbed: Dump

const start = async (): Promise<void> => {
  program = startOsl(['serve', '--model', bakery, '--home', home, '--port', '0', '--json'], env)
  url = await urlOf(program)
}
const sendDay = async (prefix: string): Promise<readonly unknown[]> => {
  const { till, ledger } = bakeryDay(prefix, ORDERS)
  return [await send(url, 'till', till), await send(url, 'ledger', ledger)]
}
/** After the restart: everything is told again, and stands there once. */
const expectUndisturbed = async (prefix: string, what: string): Promise<void> => {
  await start()
  const [till, ledger] = (await sendDay(prefix)) as { code: number; answer: { accepted: number; unchanged: number; unresolved: number } }[]
  const dump = await dumpWorld(servers, prefix)
  const counts = countLosses(dump, undisturbed)
  const { accepted = 0, unchanged = 0 } = till?.answer ?? {}
  process.stdout.write(`killed ${what}: ${unchanged} of ${accepted + unchanged} records had been taken; lost ${counts.lost}, doubled ${counts.doubled}\n`)
  expect(counts).toEqual({ lost: 0, doubled: 0 })
  expect(digest(dump)).toEqual(digest(undisturbed))
  expect(accepted + unchanged).toBe(ORDERS * 6)
  expect(ledger?.answer.unresolved).toBe(ORDERS / 5)
  expect(await sql(servers, 'select count(*)::int as waiting from outbox')).toEqual([{ waiting: 0 }])
}

beforeAll(async () => {
  env = await sharedStores()
  await emptyStores(servers)
  await start()
  const [till, ledger] = await sendDay('REF')
  expect([till, ledger]).toMatchObject([{ code: 200, answer: { accepted: ORDERS * 6, rejected: 0 } }, { code: 200, answer: { accepted: ORDERS, unresolved: ORDERS / 5 } }])
  undisturbed = await dumpWorld(servers, 'REF')
})
afterAll(async () => {
  await program?.stop('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

test('the undisturbed day is what the shop told: its orders, two lines each, a payment each, and orders only spoken of', () => {
  expect(digest(undisturbed)).toMatchObject({ nodes: expect.stringMatching(new RegExp(`^${ORDERS * 4 + ORDERS / 5} `)), edges: expect.stringMatching(new RegExp(`^${ORDERS * 5} `)), events: expect.stringMatching(new RegExp(`^${ORDERS * 7} `)), conflict: 0, due: 0 })
})

const killAt = async (point: Point, prefix: string): Promise<void> => {
  const held = await holdAt(servers, point, prefix)
  const sending = sendDay(prefix).catch(() => 'cut off')
  try {
    await held.there()
    await program.stop('SIGKILL')
  } finally {
    await held.release()
  }
  expect(await sending).toBe('cut off')
  await expectUndisturbed(prefix, point)
}

test.each([['before an append', 'K0'], ['within an append', 'K1'], ['within settling', 'K2']] as const)('killed %s, it loses and doubles nothing', killAt)

describe('a rebuild', () => {
  test('that is killed is taken up by the next start, and ends in the very graph', async () => {
    await program.stop('SIGTERM')
    const before = await dumpWorld(servers, 'K0')
    const last = Number(((await sql(servers, 'select max(seq) as seq from event')) as { seq: string }[])[0]?.seq)
    const shown = async (): Promise<number> => Number(((await cypher(servers, 'MATCH (applied:Applied) RETURN applied.seq AS seq')) as { seq: number | null }[])[0]?.seq ?? 0)
    const rebuild = (): Started => startOsl(['rebuild', 'graph', '--model', bakery, '--home', home], env)
    const held = await holdAt(servers, 'within settling')
    program = rebuild()
    await held.there()
    await program.stop('SIGKILL')
    await held.release()
    program = rebuild()
    await expect.poll(async () => Number(((await sql(servers, 'select settled from progress')) as { settled: string }[])[0]?.settled), { timeout: 60_000, interval: 5 }).toBeGreaterThan(0)
    await program.stop('SIGKILL')
    await start()
    // Nothing is told again: the journal suffices.
    await expect.poll(shown, { timeout: 60_000 }).toBe(last)
    const dump = await dumpWorld(servers, 'K0')
    process.stdout.write(`killed in a rebuild, twice: lost ${countLosses(dump, before).lost}, doubled ${countLosses(dump, before).doubled}\n`)
    expect(digest(dump)).toEqual(digest(before))
  })
})

test.each([['between settling and applying', 'K3'], ['within applying', 'K4'], ['between applying and confirming', 'K5']] as const)('killed %s, it loses and doubles nothing', killAt)

test.each([3, 5, 11])('killed at a moment drawn by seed %i, it loses and doubles nothing', async (seed) => {
  const prefix = `S${seed}`
  const sending = sendDay(prefix).catch(() => 'cut off')
  const after = (seed * 7919) % 1_500
  await pause(after)
  await program.stop('SIGKILL')
  await sending
  await expectUndisturbed(prefix, `after ${after} ms`)
})

test('killed amid a rehearsal, it leaves nothing of it: no row, not in a backup, no temporary table, no connection at work; and another begins', async () => {
  const asked = async <Data>(actor: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const { data, errors = [] } = await askAt(url, query, variables, { 'x-osl-actor': actor })
    expect(errors).toEqual([])
    return data as Data
  }
  const rehearse = () => asked<{ rehearseDefinition: { id: string } }>('cem', 'mutation { rehearseDefinition(definition: "completed", version: 2) { id } }')
  const { definition: { versions: [first] } } = await asked<{ definition: { versions: { acts: { source: string }[] }[] } }>('ada', '{ definition(name: "completed") { versions { acts { source } } } }')
  const source = String(first?.acts[0]?.source).replace('version: 1', 'version: 2').replace('changeReason:', 'changeReason: seen otherwise #').replace("'HANDED_OVER'", "'BAKED'").replaceAll(/^.*(lifecycle|effectiveFrom):.*\n/gm, '')
  await asked('ada', 'mutation ($source: String!) { proposeDefinition(source: $source, reason: "seen otherwise") { version { version } } }', { source })
  const held = await holdAt(servers, 'within a rehearsal')
  try {
    await rehearse()
    await held.there()
    await program.stop('SIGKILL')
  } finally {
    await held.release()
  }
  const file = join(folder, 'killed.gz')
  expect(await osl(['backup', file, '--model', bakery, '--home', home, '--json'], env)).toMatchObject({ exit: 0, stdout: expect.stringMatching(/"rehearsal": 0,/) as unknown })
  await expect.poll(() => sql(servers, `select query from pg_stat_activity where application_name = 'osl'`), { timeout: 20_000 }).toEqual([])
  expect(await sql(servers, `select relname from pg_class where relpersistence = 't'`)).toEqual([])
  await start()
  await expect.poll(() => sql(servers, 'select stage from rehearsal'), { timeout: 40_000 }).toEqual([])
  const { rehearseDefinition: { id } } = await rehearse()
  await expect.poll(() => asked('cem', `{ rehearsal(id: ${id}) { stage } }`), { timeout: 120_000 }).toEqual({ rehearsal: { stage: 'DONE' } })
}, 300_000)

describe('the load of the example', () => {
  test('that is killed is taken up by the next start', async () => {
    await program.stop('SIGTERM')
    await emptyStores(servers)
    const world = makeBakeryWorld(join(folder, 'world'))
    const up = (): Started => startOsl(['up', '--model', world, '--home', join(world, 'home'), '--port', '0'], env)
    // Its tables are there to be held once it has started and stopped.
    program = startOsl(['serve', '--model', world, '--home', join(world, 'home'), '--port', '0'], env)
    await urlOf(program)
    await program.stop()
    const held = await holdAt(servers, 'within settling')
    program = up()
    try {
      await program.said(/Loading the example/)
      await held.there()
      await program.stop('SIGKILL')
    } finally {
      await held.release()
    }
    program = up()
    expect(await program.said(/Ctrl-C/)).toMatch(/Loading the example was cut short; taking it up again\./)
    expect(await sql(servers, 'select (select count(*) from event)::int as events, (select count(distinct (source, event_id)) from event)::int as told, (select count(*) from reject)::int as rejects, (select count(*) from entity where not resolved)::int as unresolved')).toEqual([{ events: 12, told: 12, rejects: 2, unresolved: 1 }])
  })
})
