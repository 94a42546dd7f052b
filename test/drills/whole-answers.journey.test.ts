import type { Driver } from 'neo4j-driver'
import { Readable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts'
import { makeJournalReads } from '../../src/journal/make-journal-reads.ts'
import { makeDecideProposals } from '../../src/decide-proposals.ts'
import { makeOpenRecalls } from '../../src/open-recalls.ts'
import { makeGovernDefinitions } from '../../src/govern-definitions.ts'
import { makeRunRehearsals } from '../../src/run-rehearsals.ts'
import { makeMergeOrders } from '../../src/merge-orders.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import type { World } from '../../src/open-world.ts'
import { asker, type Answer } from '../gateway/open-door.ts'
import { AFTER_ALL, openTestWorld } from '../servers/open-test-world.ts'

/*
 * The till says the same number of pieces of all three lines of an order, another one every time: an answer that has two numbers is of two states.
 */
const FOLDER = 'examples/bakery'
const LINES = 'lines { nodes { pieces } }'
/** The last is read by a statement of its own, after the others. */
const TWICE = `{ order(id: "Order/T-1") { ${LINES} lineage(direction: DOWNSTREAM) { nodes { ... on OrderLine { pieces } } } } }`
const LAST = 'entities of OrderLine'

let world: World
let door: Gateway
let ask: (query: string) => Promise<Answer>
let hold: ReturnType<typeof holding>
let told = 0

beforeAll(async () => {
  world = await openTestWorld(FOLDER)
  hold = holding(world.driver)
  door = await createGateway({
    model: world.model, sdl: await readModelSdl(FOLDER), driver: hold.driver, gate: world.gate, world: world.progress.world, merges: makeMergeOrders(world), governs: makeGovernDefinitions(world), decides: makeDecideProposals(world), recalls: makeOpenRecalls(world), rehearsals: makeRunRehearsals(world),
    journalReads: makeJournalReads(world.journal, world.model, () => AFTER_ALL), log: pino({ level: 'silent' }), clock: () => AFTER_ALL, port: 0,
  })
  ask = asker(door)
  await tell('T-2')
})
afterAll(async () => {
  await door?.close()
  await world?.close()
})
beforeEach(() => tell('T-1'))

/** Until the graph shows it. */
const tell = async (slip: string): Promise<void> => {
  told += 1
  const at = new Date(Date.parse('2026-03-02T07:00:00Z') + told * 1_000).toISOString().slice(0, 19)
  const rows = [1, 2, 3].map((line) => `${slip},${line},${told},${at},030,,CK1,Cake,${told},bestellt`)
  const text = ['slip,line,seq,at,phone,pickup,article,name,pieces,state', ...rows].join('\n')
  expect(await absorb(world, 'till', [{ file: 'till', bytes: Readable.from([Buffer.from(text)]) }])).toMatchObject({ accepted: 3 })
}

/** A driver that can be made to keep back the next statement of a name. */
const holding = (driver: Driver) => {
  let held: { readonly name: string; readonly arrive: () => void; readonly released: Promise<void> } | undefined
  const session = (...config: Parameters<Driver['session']>): ReturnType<Driver['session']> => {
    const real = driver.session(...config)
    const run = async (...statement: Parameters<typeof real.run>) => {
      const metadata = statement[2]?.metadata as { readonly statement?: string } | undefined
      if (held !== undefined && metadata?.statement === held.name) {
        const { arrive, released } = held
        held = undefined
        arrive()
        await released
      }
      return real.run(...statement)
    }
    return { run, close: () => real.close() } as unknown as ReturnType<Driver['session']>
  }
  return {
    driver: { session } as unknown as Driver,
    next: (name: string): { readonly arrived: Promise<void>; readonly release: () => void } => {
      const [arrival, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      held = { name, arrive: arrival.resolve, released: release.promise }
      return { arrived: arrival.promise, release: release.resolve }
    },
  }
}

/** Every number of pieces in an answer. */
const pieces = (data: unknown): ReadonlySet<string> => new Set([...JSON.stringify(data).matchAll(/"pieces":(\d+)/g)].map(([, count]) => count ?? ''))
const isWhole = ({ data, errors, receipt }: Answer): boolean => errors.length === 0 && (pieces(data).size === 1 || String(receipt['notes']).includes('GRAPH_MOVED'))

test('a question under way when records are applied is answered of one state, or says that it is not', async () => {
  const held = hold.next(LAST)
  const commit = world.gate.commit.bind(world.gate)
  vi.spyOn(world.gate, 'commit').mockImplementationOnce((write) => {
    held.release()
    return commit(write)
  })
  const asked = ask(TWICE)
  await held.arrived
  await tell('T-1')
  expect(await asked).toSatisfy(isWhole)
  expect(pieces((await ask(TWICE)).data)).toEqual(new Set([String(told)]))
})

test('a question that goes on for long keeps no records from being applied, and says that the graph moved', async () => {
  const held = hold.next(LAST)
  const asked = ask(TWICE)
  await held.arrived
  await tell('T-1')
  held.release()
  const { data, errors, receipt } = await asked
  expect(errors).toEqual([])
  expect(pieces(data)).toEqual(new Set([String(told - 1), String(told)]))
  expect(receipt).toMatchObject({ complete: false, notes: ['GRAPH_MOVED'] })
  expect(await ask(TWICE)).toMatchObject({ errors: [], receipt: { complete: true, notes: [] } })
})

test('a streamed walk says in its last line that the graph moved', async () => {
  const walk = async (): Promise<unknown> => JSON.parse((await (await fetch(`${door.url}/v1/lineage?from=Order/T-1&direction=DOWNSTREAM`)).text()).trimEnd().split('\n').at(-1) ?? '')
  const held = hold.next('walk level')
  const walked = walk()
  await held.arrived
  await tell('T-1')
  held.release()
  expect(await walked).toMatchObject({ end: { nodes: 3, receipt: { complete: false, notes: ['GRAPH_MOVED'] } } })
  expect(await walk()).toMatchObject({ end: { nodes: 3, receipt: { complete: true, notes: [] } } })
})

test('a ruling that waits for the graph to show it does not keep it from doing so', async () => {
  const response = await fetch(`${door.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-actor': 'ann' },
    body: JSON.stringify({ query: 'mutation { mergeOrders(order: "Order/T-2", into: "Order/T-1", reason: "typed twice") { orders { id } } undoMerge(order: "Order/T-2", reason: "two after all") { orders { id } } }' }),
  })
  expect(await response.json()).toMatchObject({
    data: { mergeOrders: { orders: [{ id: 'Order/T-1' }] }, undoMerge: { orders: [{ id: 'Order/T-2' }, { id: 'Order/T-1' }] } },
    extensions: { receipt: { complete: true, notes: [] } },
  })
})

test('whoever asks while records come and come is answered of one state, or told', async () => {
  const answers: Answer[] = []
  let telling = true
  const asking = [1, 2, 3].map(async () => {
    while (telling) answers.push(await ask(TWICE))
  })
  for (let turn = 0; turn < 6; turn += 1) await tell('T-1')
  telling = false
  await Promise.all(asking)
  expect(answers.filter((answer) => !isWhole(answer))).toEqual([])
})
