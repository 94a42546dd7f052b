import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainLink, linksInGraph } from '../../src/graph/explain-link.ts'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { HeldDefinitions } from '../../src/model/held-definitions.ts'
import { edgeKindId } from '../../src/model/entity-type.ts'
import { type DerivationModel } from '../../src/model/model.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { asker, NOON, type Answer } from './open-door.ts'
import { openPotterDoor, type PotterDoor } from './potter-door.ts'
import { quietJournal } from './quiet-journal.ts'

let potter: PotterDoor
let ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>

/**
 * clay ─▶ slip ─▶ glaze ─▶ cup, bowl;   clay ─▶ kaolin ─▶ glaze: two shortest ways
 * order O1 ─▶ cup, vase;   vase comes of a lot that only its batch number names: G-17
 * order O2 ─▶ plate until yesterday;  order O3 has nothing;  order O4 ─▶ bowl, jar of the same glaze as the cup
 * sand ─▶ twenty-one mixes ─▶ brick, all but the last ─▶ tile;   brick ─▶ as many stones ◀─ order O5, all but the last ◀─ order O6;   brick ─▶ lintel ◀─ order O7
 * the stones ─▶ shelf long, all but the last ─▶ shelf short;   lintel ─▶ shelf low ◀─ brick, which is kept there
 */
const MIXES = Array.from({ length: 21 }, (_, at) => `Lot/mix-${at + 1}`)
const STONES = MIXES.map((_, at) => `Pot/stone-${at + 1}`)
beforeAll(async () => {
  const named = (batch: string) => ({ batch, identifiers: [`making.batch\u001f${batch}\u001fbooks`] })
  const journalReads = { ...quietJournal, rejectsNaming: async (text: string) => [{ source: 'books', file: 'lots.csv', line: 7, code: 'VALUE_ABSENT', reason: 'no date', contentHash: 'x', record: `${text},` }] }
  potter = await openPotterDoor(
    [
      { ref: 'Lot/clay', ...named('C-1') }, { ref: 'Lot/slip', ...named('S-1') }, { ref: 'Lot/kaolin', ...named('K-1') }, { ref: 'Lot/glaze', ...named('G-71') }, { ref: 'Lot/glaze-2', ...named('G-18') },
      { ref: 'Lot/~making.batch:G-17', resolved: false }, ...['Pot/cup', 'Pot/bowl', 'Pot/vase', 'Pot/plate', 'Pot/jar', 'Order/O1', 'Order/O2', 'Order/O3', 'Order/O4', 'Lot/sand', 'Lot/brick', 'Lot/tile', 'Pot/lintel', 'Order/O5', 'Order/O6', 'Order/O7', 'Shelf/long', 'Shelf/short', 'Shelf/low', ...MIXES, ...STONES].map((ref) => ({ ref })),
    ],
    [
      { from: 'Lot/slip', name: 'MADE_FROM', to: 'Lot/clay' }, { from: 'Lot/kaolin', name: 'MADE_FROM', to: 'Lot/clay' }, { from: 'Lot/glaze', name: 'MADE_FROM', to: 'Lot/slip' },
      { from: 'Lot/glaze', name: 'MADE_FROM', to: 'Lot/kaolin', source: 'kiln', inferred: true, validFrom: 5, knownFrom: 9 }, { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/cup' }, { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/bowl' },
      { from: 'Order/O1', name: 'FILLED_BY', to: 'Pot/cup' }, { from: 'Order/O1', name: 'FILLED_BY', to: 'Pot/vase' }, { from: 'Lot/~making.batch:G-17', name: 'SHAPED_INTO', to: 'Pot/vase' },
      { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/jar' }, { from: 'Order/O4', name: 'FILLED_BY', to: 'Pot/bowl' }, { from: 'Order/O4', name: 'FILLED_BY', to: 'Pot/jar' },
      { from: 'Order/O2', name: 'FILLED_BY', to: 'Pot/plate', validTo: NOON - 86_400_000 },
      ...MIXES.flatMap((mix) => [{ from: mix, name: 'MADE_FROM', to: 'Lot/sand' }, { from: 'Lot/brick', name: 'MADE_FROM', to: mix }]), ...MIXES.slice(0, 20).map((mix) => ({ from: 'Lot/tile', name: 'MADE_FROM', to: mix })),
      ...STONES.flatMap((stone) => [{ from: 'Lot/brick', name: 'SHAPED_INTO', to: stone }, { from: 'Order/O5', name: 'FILLED_BY', to: stone }]), ...STONES.slice(0, 20).map((stone) => ({ from: 'Order/O6', name: 'FILLED_BY', to: stone })),
      { from: 'Lot/brick', name: 'SHAPED_INTO', to: 'Pot/lintel' }, { from: 'Order/O7', name: 'FILLED_BY', to: 'Pot/lintel' },
      ...[...STONES.map((stone) => [stone, 'Shelf/long']), ...STONES.slice(0, 20).map((stone) => [stone, 'Shelf/short']), ['Pot/lintel', 'Shelf/low']].map(([from = '', to = '']) => ({ from, name: 'STANDS_ON', to, inferred: true })),
      { from: 'Lot/brick', name: 'KEPT_ON', to: 'Shelf/low' },
    ],
    { journalReads },
  )
  ask = asker(potter.gateway)
})
afterAll(async () => {
  await potter?.close()
})

const explain = async (from: string, to: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> => (await ask(
  `query($from: ID!, $to: ID!, $asOf: DateTime, $knownAt: DateTime) { explainLink(from: $from, to: $to, asOf: $asOf, knownAt: $knownAt) {
    linked morePaths complete triedRelation triedKey brokenAt { id } placeholder { id resolved } nearest { scheme value source } rejects { code record }
    paths { from { id } relation to { id } sources inferred validFrom knownFrom } ended { from { id } relation to { id } validTo } } }`, { from, to, ...more },
)).data?.['explainLink'] as Record<string, unknown>
const waysOf = (found: Record<string, unknown>): readonly string[] =>
  (found['paths'] as readonly (readonly { from: { id: string }; to: { id: string } }[])[]).map((path) => path.map(({ from, to }) => `${from.id} ${to.id}`).join(', '))

describe('two entities are linked', () => {
  it('by every shortest way, each edge with its sources and since when', async () => {
    const found = await explain('Lot/clay', 'Pot/cup')
    expect(found).toMatchObject({ linked: true, morePaths: false, complete: true, brokenAt: null, triedRelation: null, ended: [], rejects: [] })
    expect(waysOf(found).toSorted()).toEqual(['Lot/clay Lot/kaolin, Lot/kaolin Lot/glaze, Lot/glaze Pot/cup', 'Lot/clay Lot/slip, Lot/slip Lot/glaze, Lot/glaze Pot/cup'])
    expect(JSON.stringify(found['paths'])).toContain('"sources":["kiln"],"inferred":true,"validFrom":"1970-01-01T00:00:00.005Z","knownFrom":"1970-01-01T00:00:00.009Z"')
  })

  it('against the flow too; the edges read upstream to downstream all the same', async () => {
    expect(waysOf(await explain('Pot/cup', 'Order/O1'))).toEqual(['Order/O1 Pot/cup'])
  })

  it('never by going down and up again, where lineage joins their types', async () => {
    expect(await explain('Lot/slip', 'Lot/kaolin')).toMatchObject({ linked: false, complete: true })
  })

  it('by any relation, near by, where lineage does not: two pots by their lot', async () => {
    expect(waysOf(await explain('Pot/cup', 'Pot/bowl'))).toEqual(['Lot/glaze Pot/cup, Lot/glaze Pot/bowl'])
  })

  it('by any relation, met half way: two orders by the lot of their pots, over each pot', async () => {
    const found = await explain('Order/O1', 'Order/O4')
    expect(found).toMatchObject({ linked: true, complete: true, brokenAt: null })
    expect(waysOf(found).toSorted()).toEqual(['bowl', 'jar'].map((pot) => `Order/O1 Pot/cup, Lot/glaze Pot/cup, Lot/glaze Pot/${pot}, Order/O4 Pot/${pot}`))
  })

  it.each([
    ['twenty, along the flow', 'Lot/sand', 'Lot/tile', false], ['more, along the flow', 'Lot/sand', 'Lot/brick', true],
    ['twenty, met half way', 'Order/O6', 'Order/O7', false], ['more, met half way', 'Order/O5', 'Order/O7', true],
  ])('by twenty ways at most, and says whether there are more: %s', async (_, from, to, morePaths) => {
    const found = await explain(from, to)
    expect(found).toMatchObject({ linked: true, complete: true, morePaths })
    expect(new Set(waysOf(found)).size).toBe(20)
    expect(waysOf(found)).toHaveLength(20)
  })

  it('an entity with itself, by one way that has no links', async () => {
    const itself = { linked: true, paths: [[]], morePaths: false, complete: true, brokenAt: null, triedRelation: null, triedKey: null, ended: [], rejects: [] }
    expect(await explain('Pot/cup', 'Pot/cup')).toMatchObject(itself)
    expect(await explain('Order/O2', 'Order/O2', { asOf: '2026-01-01T00:00:00Z' })).toMatchObject(itself)
  })

  it('as of a moment', async () => {
    expect(await explain('Order/O2', 'Pot/plate', { asOf: '2026-01-01T00:00:00Z' })).toMatchObject({ linked: true })
  })
})

/** As under a model that has the shelf of a pot inferred, and is told where a lot is kept. */
const inferring = async (from: string, to: string) => {
  const { model } = potter
  const edgeKinds = new Map([...model.edgeKinds].map(([id, kind]) => [id, { ...kind, inferred: kind.name === 'STANDS_ON' }]))
  const kept = edgeKindId('Lot', 'KEPT_ON', 'Shelf')
  edgeKinds.set(kept, { id: kept, from: 'Lot', name: 'KEPT_ON', to: 'Shelf', flow: 'NONE', inferred: false })
  const derivations = new HeldDefinitions([['shelving', { name: 'shelving', versions: [] } as DerivationModel]])
  const { paths, morePaths } = await explainLink(linksInGraph(new GraphReader(potter.driver), model), { ...model, edgeKinds, derivations }, storedRef(from), storedRef(to), instant(NOON), true)
  return { ways: paths.map((path) => path.map(({ link }) => link.name).join(' ')), morePaths }
}

describe('over links that are inferred, two entities are linked', () => {
  it('by twenty ways at most, of which it says too whether there are more', async () => {
    expect(await inferring('Lot/brick', 'Shelf/short')).toEqual({ ways: Array.from({ length: 20 }, () => 'SHAPED_INTO STANDS_ON'), morePaths: false })
    expect(await inferring('Lot/brick', 'Shelf/long')).toEqual({ ways: Array.from({ length: 20 }, () => 'SHAPED_INTO STANDS_ON'), morePaths: true })
  })

  it('by none that is longer than what records state', async () => {
    expect(await inferring('Lot/brick', 'Shelf/low')).toEqual({ ways: ['KEPT_ON'], morePaths: false })
  })
})

describe('two entities are not linked', () => {
  it('because a link ended before the moment asked', async () => {
    expect(await explain('Order/O2', 'Pot/plate')).toMatchObject({
      linked: false, brokenAt: { id: 'Order/O2' }, triedRelation: 'FILLED_BY', triedKey: 'plate', placeholder: null,
      ended: [{ from: { id: 'Order/O2' }, relation: 'FILLED_BY', to: { id: 'Pot/plate' }, validTo: '2026-03-31T12:00:00Z' }],
    })
  })

  it('because a link names something nobody told of: where, by which key, what is like it, which record was not taken', async () => {
    expect(await explain('Lot/clay', 'Pot/vase')).toMatchObject({
      linked: false, complete: true, brokenAt: { id: 'Pot/vase' }, triedRelation: 'SHAPED_INTO', triedKey: 'G-17', placeholder: { id: 'Lot/~making.batch:G-17', resolved: false },
      nearest: expect.arrayContaining([{ scheme: 'making.batch', value: 'G-18', source: 'books' }, { scheme: 'making.batch', value: 'G-71', source: 'books' }]),
      rejects: [{ code: 'VALUE_ABSENT', record: 'G-17,' }],
    })
  })

  it('because no source states a link', async () => {
    expect(await explain('Order/O3', 'Pot/cup')).toMatchObject({ linked: false, brokenAt: { id: 'Order/O3' }, triedRelation: 'FILLED_BY', triedKey: null, placeholder: null, nearest: [], ended: [] })
  })

  it('when one of them is not known at all: that is refused with the nearest', async () => {
    const answer = await ask('{ explainLink(from: "Lot/caly", to: "Pot/cup") { linked } }')
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['REF_UNKNOWN'])
  })
})
