import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateMedtech } from '../../examples/medtech/generate.ts'
import { readStateGraph } from '../../src/journal/read-state-graph.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { expected, oneByOne, shown } from '../journal/visits-one-by-one.ts'
import { AFTER_ALL } from '../servers/open-test-world.ts'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/* The state graphs of every type of a generated world, against each entity's own visits summed up in plain code. */
let folder: string
let door: WorldDoor

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-medtech-states-'))
  const { files } = await generateMedtech({ orders: 150, seed: 5, out: folder })
  door = await openWorldDoor('schema')
  await door.sendAll(files.map(({ source, file }) => ({ source, text: readFileSync(join(folder, file), 'utf8') })))
}, 240_000)
afterAll(async () => {
  await door?.close()
  await rm(folder, { recursive: true, force: true })
})

const MOMENTS = [
  { asOf: AFTER_ALL, knownAt: undefined },
  { asOf: instant(Date.parse('2024-02-15T12:00:00Z')), knownAt: undefined },
  { asOf: instant(Date.parse('2024-02-20T12:00:00Z')), knownAt: instant(Date.parse('2024-02-16T12:00:00Z')) },
]

test('visits, durations, transitions, SLAs, hands: of every type what its entities’ own visits come to', async () => {
  const { journal, model } = door.world
  const met = new Set<string>()
  for (const type of [...model.types.values()].filter(({ states }) => states !== undefined)) {
    for (const { asOf, knownAt } of MOMENTS) {
      const visits = await oneByOne(journal, model, type, asOf, knownAt)
      // Untracked fields are known of now alone.
      const tallies = await readStateGraph(journal, model, { type, asOf, knownAt, ofNow: knownAt === undefined })
      expect(shown(tallies), `${type.name} ${asOf}`).toEqual(expected(model, type, visits, asOf))
      for (const tally of tallies.byState.values()) for (const what of ['overdue', 'late', 'breached', 'manual', 'elsewhere'] as const) if (tally[what] > 0) met.add(what)
      if (tallies.byState.has(undefined)) met.add('disputed')
    }
  }
  expect([...met].sort()).toEqual(['breached', 'disputed', 'elsewhere', 'late', 'manual', 'overdue'])
}, 120_000)

test('an order’s visits are those of its parts, whatever the road: one by one, and together', async () => {
  interface Visits { readonly stateVisits: { readonly nodes: readonly { readonly entity: { readonly id: string }; readonly from: string }[] } }
  const visit = 'entity { id } local from to hours source jump overdue breached'
  const { orders } = await door.answer<{ orders: { nodes: readonly (Visits & { readonly id: string; readonly stateTimeline: Visits['stateVisits'] })[] } }>(`{ orders(first: 20, where: { resolved: { eq: true } }) { nodes { id stateTimeline(first: 1000) { nodes { ${visit} } } } } }`)
  for (const { id, stateTimeline } of orders.nodes) {
    const refs = [...new Set(stateTimeline.nodes.map(({ entity }) => entity.id))]
    expect(refs.length).toBeGreaterThan(3)
    const parts = await Promise.all(refs.map(async (ref) => (await door.answer<{ node: Visits }>(`query($id: ID!) { node(id: $id) { ... on Entity { stateVisits(first: 1000) { nodes { ${visit} } } } } }`, { id: ref })).node.stateVisits.nodes))
    const together = parts.flat().sort((a, b) => Date.parse(a.from) - Date.parse(b.from) || (a.entity.id < b.entity.id ? -1 : 1))
    expect(stateTimeline.nodes, id).toEqual(together)
  }
})
