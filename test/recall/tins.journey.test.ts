import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeOpenRecalls } from '../../src/open-recalls.ts'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'

/** A world that was written to be hard, without knowledge of the code, and answers that were worked out by hand: test/recall/tins/README.md. */
const FOLDER = 'test/recall/tins'
const [P1, P2, P3] = ['04000010000010', '04000010000027', '04000010000034']

let door: WorldDoor
const textOf = (file: string): Promise<string> => readFile(`${FOLDER}/${file}`, 'utf8')
beforeAll(async () => {
  door = await openWorldDoor(FOLDER)
  const { files } = JSON.parse(await textOf('data/manifest.json')) as { readonly files: readonly { readonly source: string; readonly file: string }[] }
  await door.sendAll(await Promise.all(files.map(async ({ source, file }) => ({ source, text: await textOf(`data/${file}`) }))))
  await asAda('mutation { mergeOrders(order: "Order/O-1", into: "Order/O-2", reason: "the same") { undone } }')
}, 120_000)
afterAll(() => door?.close())

const asAda = (query: string, variables: Record<string, unknown> = {}) => door.askWith({ 'x-osl-actor': 'ada' }, query, variables)

interface Named { readonly id: string }
interface UnitShown { readonly id: string; readonly disposition: string; readonly doubtful: boolean; readonly consignees: readonly Named[]; readonly subjects: readonly Named[]; readonly orders: readonly Named[] }
interface CaseShown {
  readonly id: string
  readonly affected: number
  readonly balance: Readonly<Record<string, number>>
  readonly lots: { readonly nodes: readonly { readonly lot: Named; readonly doubtful: number | null; readonly balance: Readonly<Record<string, number>> }[] }
  readonly units: { readonly nodes: readonly UnitShown[] }
  readonly completeness: { readonly notModelled: readonly string[]; readonly undated: number; readonly unansweredUnits: number; readonly circular: readonly Named[]; readonly sources: readonly { readonly source: string; readonly missing: number; readonly firstMissing: string | null }[] }
  readonly nearMatches: readonly { readonly entity: Named; readonly reason: string }[]
}
const BALANCE = 'balance { made inStock inTransit atConsignees used explanted returned destroyed unknown unaccounted overAccounted }'
const OPEN = `mutation($scope: RecallScope!) { openRecall(title: "t", class: II, depth: SUBJECT, scope: $scope, reason: "t", confirm: true) {
  id affected ${BALANCE} lots(first: 100) { nodes { lot { id } doubtful ${BALANCE} } } units(first: 1000) { nodes { id disposition doubtful consignees { id } subjects { id } orders { id } } }
  completeness { notModelled undated unansweredUnits circular { id } sources { source missing firstMissing } } nearMatches { entity { id } reason } } }`
type Part = Readonly<Record<string, unknown>>
const opened = async (...any: readonly Part[]): Promise<CaseShown> => {
  const { data, errors } = await asAda(OPEN, { scope: { any } })
  expect(errors).toEqual([])
  return data?.['openRecall'] as CaseShown
}
const refused = async (...any: readonly Part[]): Promise<unknown> => (await asAda(OPEN, { scope: { any } })).errors[0]?.extensions['code']

const tins = (gtin: string, ...serials: readonly string[]): readonly string[] => serials.map((serial) => `Tin/${gtin}.${serial}`)
const ofP1 = (...serials: readonly string[]): readonly string[] => tins(P1, ...serials)
const unitsOf = ({ units }: CaseShown): readonly string[] => units.nodes.map(({ id }) => id)
const keys = (named: readonly Named[]): readonly string[] => named.map(({ id }) => id.slice(id.indexOf('/') + 1))
const present = (balance: Readonly<Record<string, number>>): Readonly<Record<string, number>> => Object.fromEntries(Object.entries(balance).filter(([, pieces]) => pieces !== 0))

const L100 = ofP1('T101', 'T102', 'T103', 'T104', 'T111', 'T112', 'T121', 'T131', 'T132', 'T141', 'T151')

describe('whose tins a scope is about', () => {
  test.each<readonly [string, readonly Part[], readonly string[]]>([
    ['a lot that was split, merged and reworked, with a circle among what came of it', [{ lots: ['L100'] }], L100],
    ['a lot in that circle', [{ lots: ['L104'] }], ofP1('T131', 'T132', 'T141', 'T151')],
    ['another that was merged into it', [{ lots: ['L200'] }], ofP1('T131', 'T132', 'T141', 'T151', 'T201')],
    ['a lot of milk', [{ from: ['MilkLot/M1'] }], L100],
    ['two lots of milk', [{ from: ['MilkLot/M1', 'MilkLot/M2'] }], [...L100, ...ofP1('T201')]],
    ['a lot of milk, narrowed by a lot', [{ from: ['MilkLot/M1'], lots: ['L101'] }], ofP1('T111', 'T112')],
    ['one number under two products', [{ lots: ['7788'] }], [...ofP1('N1', 'N2'), ...tins(P2, 'N1', 'N3', 'T102')]],
    ['the same number of one of them', [{ udi: `(01)${P1}(10)7788` }], ofP1('N1', 'N2')],
    ['two lots that one tin is from', [{ lots: ['L301'] }, { lots: ['L302'] }], ofP1('T301')],
    ['serial numbers under a product', [{ di: P1, serials: { from: 'T101', to: 'T104' } }], ofP1('T101', 'T102', 'T103', 'T104')],
    ['a tin by its label', [{ udi: `(01)${P1}(10)L100(21)T101` }], ofP1('T101')],
    ['a tin by its label, of a lot that no record tells of', [{ udi: `(01)${P1}(10)L999(21)T1201` }], ofP1('T1201')],
    ['a label that somebody misread, as it was misread', [{ udi: `(01)${P1}(10)L100(21)T1O1` }], [`Tin/~plant.label:(01)${P1}(10)L100(21)T1O1`]],
  ])('%s', async (_, any, expected) => {
    expect(unitsOf(await opened(...any))).toEqual([...expected].sort())
  })
  test('every tin of a product, one without a lot too', async () => {
    expect((await opened({ di: P1 })).affected).toBe(72)
  })
})

test('what became of each tin, whom it concerns and in which order, whatever its sources made of it', async () => {
  const { units, balance } = await opened({ lots: ['DISP'] })
  expect(Object.fromEntries(units.nodes.map(({ id, disposition, consignees, subjects, orders, doubtful }) => [id.split('.')[1], [disposition, keys(consignees).join(' '), keys(subjects).join(' '), keys(orders).join(' '), doubtful]]))).toEqual({
    T501: ['AT_CONSIGNEE', 'PH1 PH2', '', '', false],       // came back, went out again
    T601: ['UNKNOWN', 'PH3', '', '', true],                 // depot and carrier disagree whether it arrived
    T602: ['USED', 'PH3', 'B2', '', false],                 // they disagree too, and it was fed since
    T603: ['USED', 'PH3', 'B3', '', false],                 // nobody says when
    T701: ['USED', 'PH4', 'B7', '', false],
    T702: ['RETURNED', 'PH4', 'B8', '', false],
    T801: ['AT_CONSIGNEE', 'PH6', '', '', false],           // a feeding that was retracted
    T901: ['AT_CONSIGNEE', 'PH6', '', '', false],           // a delivery that was corrected
    T902: ['AT_CONSIGNEE', 'PH6', '', '', false],
    T1001: ['IN_STOCK', '', '', '', false],                 // a delivery that was deleted
    T1101: ['IN_TRANSIT', 'PH8', '', '', false],            // an arrival dated ahead
    T1102: ['IN_TRANSIT', 'PH8', '', '', false],            // a feeding dated ahead
    T1103: ['USED', 'PH8', 'B12', '', false],
    T1104: ['IN_STOCK', '', '', '', false],
    T1301: ['USED', 'PH1', 'B1 B2', '', false],             // two babies
    T1401: ['DESTROYED', '', '', '', false],
    T1501: ['IN_STOCK', '', '', 'O-2', false],              // of an order that was merged
    T1502: ['IN_STOCK', '', '', 'O-2', false],
  })
  expect(present(balance)).toEqual({ made: 18, inStock: 4, inTransit: 2, atConsignees: 4, used: 5, returned: 1, destroyed: 1, unknown: 1 })
})

describe('the balance', () => {
  const byLot = ({ lots }: CaseShown) => Object.fromEntries(lots.nodes.map(({ lot, balance }) => [lot.id.split('/').at(-1), present(balance)]))
  test('of lots with too many and too few, neither hiding the other', async () => {
    const shown = await opened({ lots: ['OV'] }, { lots: ['UN'] })
    expect(byLot(shown)).toEqual({ OV: { made: 10, inStock: 12, overAccounted: 2 }, UN: { made: 10, inStock: 8, unaccounted: 2 } })
    expect(present(shown.balance)).toEqual({ made: 20, inStock: 20, unaccounted: 2, overAccounted: 2 })
  })
  test('of pieces without serial numbers, each counted once by what became of it last; whom any of them reached is told of their lot', async () => {
    const shown = await opened({ lots: ['Q1'] })
    expect(byLot(shown)).toEqual({ Q1: { made: 1000, inTransit: 200, atConsignees: 150, used: 100, returned: 50, unaccounted: 500 }, Q2: { made: 100, used: 120, overAccounted: 20 } })
    expect(unitsOf(shown)).toEqual([`Churn/${P3}/Q1`, `Churn/${P3}/Q2`])
    expect([...new Set(shown.units.nodes.flatMap(({ consignees }) => keys(consignees)))].sort()).toEqual(['PH1', 'PH5', 'PH6'])
    expect([...new Set(shown.units.nodes.flatMap(({ subjects }) => keys(subjects)))].sort()).toEqual(['BQ1', 'BQ2'])
  })
  test('of one tin says nothing of the lot that it is from', async () => {
    expect(present((await opened({ udi: `(01)${P1}(10)L100(21)T101` })).balance)).toEqual({ made: 1, used: 1 })
    expect(present((await opened({ lots: ['L100'], condition: "entity.serial == 'T103'" })).balance)).toEqual({ made: 1, inStock: 1 })
  })
})

test('a time of production is asked of lots too, whose pieces have no serial numbers', async () => {
  const shown = await opened({ di: P3, produced: { from: '2025-04-01T00:00:00+02:00', to: '2025-04-01T23:59:59+02:00' } })
  expect(unitsOf(shown)).toEqual([`Churn/${P3}/Q1`])
  expect(present(shown.balance)).toEqual({ made: 1000, inTransit: 200, atConsignees: 150, used: 100, returned: 50, unaccounted: 500 })
})

describe('a time of production', () => {
  const on = (day: string) => ({ produced: { from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z` } })
  test('begins at lots that were made then, and goes on with what was made of them later', async () => {
    expect(unitsOf(await opened(on('2025-01-10')))).toEqual([...L100].sort())
    expect(unitsOf(await opened(on('2025-01-20')))).toEqual(ofP1('T131', 'T132', 'T141', 'T151', 'T201'))
  })
  test('names lots of which no date is known, where nothing leads to them', async () => {
    const unseen = `~plant.batchCode:${P1}/L999`
    const named = async (day: string) => (await opened(on(day))).nearMatches.filter(({ reason }) => reason === 'NO_DATE').map(({ entity }) => keys([entity])[0])
    expect(await named('2025-03-03')).toEqual([`${P1}/L105`, unseen])
    expect(await named('2025-01-10')).toEqual([unseen])
  })
  test('narrows what comes of a lot, and leaves in what has no date', async () => {
    const shown = await opened({ lots: ['L104'], ...on('2025-02-01') })
    expect([unitsOf(shown), shown.completeness.undated]).toEqual([ofP1('T131', 'T132', 'T151'), 1])
  })
})

test('a tin of no known lot may be of any; one that only a label names is in a range of labels', async () => {
  expect(unitsOf(await opened({ lots: ['L100'], di: P1, serials: { from: 'T401', to: 'T402' } }))).toEqual(ofP1('T401'))
  expect(unitsOf(await opened({ serials: { from: `(01)${P1}(10)L100(21)T1O1`, to: `(01)${P1}(10)L100(21)T1O1` } }))).toEqual([`Tin/~plant.label:(01)${P1}(10)L100(21)T1O1`])
})

describe('who may be meant too', () => {
  const near = ({ nearMatches }: CaseShown): readonly string[] => nearMatches.map(({ entity, reason }) => `${keys([entity])[0]} ${reason}`)
  test('zeros in front, letters for digits, blanks and case', async () => {
    expect(near(await opened({ lots: ['00123'] })).map((text) => text.split('/')[1]?.split(' ')[0])).toEqual(expect.arrayContaining(['123', 'O0123']))
    expect(near(await opened({ lots: ['AB12'] }))).toEqual(expect.arrayContaining([`${P1}/ab12 CASE`]))
    expect(near(await opened({ udi: `(01)${P1}(10)7788` }))).toEqual(expect.arrayContaining([`${P2}/7788 SAME_LOT_OTHER_DI`]))
  })
  test('tins that somebody names as of a lot on the way, and nobody else knows', async () => {
    const wanted = [`~plant.label:(01)${P1}(10)L100`, `~plant.label:(01)${P1}(10)L100(21)T1O1`, `~plant.label:(01)${P1}(10)L101(21)T113`].map((text) => `${text} UNKNOWN_UNIT_OF_LOT`)
    expect(near(await opened({ lots: ['L100'] }))).toEqual(expect.arrayContaining(wanted))
    expect(near(await opened({ from: ['MilkLot/M1'] }))).toEqual(expect.arrayContaining(wanted))
  })
})

test('lots that come of themselves are named', async () => {
  expect(keys((await opened({ lots: ['L100'] })).completeness.circular)).toEqual(['L103', 'L104', 'L105'].map((lot) => `${P1}/${lot}`))
  expect((await opened({ lots: ['L301'] })).completeness.circular).toEqual([])
})

test('a lot that nobody knows is refused beside one that somebody knows', async () => {
  expect(await refused({ lots: ['L100', 'L1OO9'] })).toBe('RECALL_NOWHERE')
})

test('what came of a lot is meant whatever product it became, and is not of another where a product narrows its origin', async () => {
  // M1 went into lots of P1 alone; what is of P2 comes of nothing that is asked.
  expect(unitsOf(await opened({ from: ['MilkLot/M1'], di: P1 }))).toEqual([...L100].sort())
  expect(await refused({ from: ['MilkLot/M1'], di: P2 })).toBe('RECALL_OF_NOTHING')
})

test('pieces at a consignee are unanswered too', async () => {
  const { completeness } = await opened({ lots: ['Q1'] })
  // As the balance says: 150 of Q1 are at pharmacies, and of Q2 all that arrived was fed.
  expect(completeness.unansweredUnits).toBe(150)
})

test('tins that only a label names are near to a product and to a range', async () => {
  const near = async (...any: readonly Part[]) => (await opened(...any)).nearMatches.filter(({ reason }) => reason.startsWith('UNKNOWN_UNIT_')).map(({ entity, reason }) => `${keys([entity])[0]} ${reason}`)
  expect(await near({ di: P1 })).toEqual(expect.arrayContaining([`~plant.label:(01)${P1}(10)L101(21)T113 UNKNOWN_UNIT_OF_LOT`]))
  expect(await near({ di: P1, serials: { from: 'T101', to: 'T104' } }, { di: P1, serials: { from: 'T1O0', to: 'T1O9' } })).toEqual([`(10)L100(21)T1O1`, '(17)260110(10)L100(21)T103'].map((label) => `~plant.label:(01)${P1}${label} UNKNOWN_UNIT_IN_RANGE`))
})

test('a graph that shows a part of a change is waited for', async () => {
  const isPartial = (more: boolean) => door.world.driver.executeQuery('MATCH (applied:Applied) SET applied.more = $more', { more })
  await isPartial(true)
  const progress = { isOpen: false }
  const opening = opened({ lots: ['L301'] }).finally(() => { progress.isOpen = true })
  await wait(500)
  expect(progress.isOpen).toBe(false)
  await isPartial(false)
  expect(unitsOf(await opening)).toEqual(ofP1('T301'))
})

test('a graph that is behind what has been told is waited for, for a while', async () => {
  const release = await door.world.gate.hold()
  const telling = tell('tins', { id: 'L4', at: '2025-06-01T08:00:00Z', gtin: P1, serials: ['T303'], batch: 'S1', state: 'filled' })
  await vi.waitFor(async () => expect((await door.world.journal.query("select from event where event_id = 'L4'")).rows).toHaveLength(1), 10_000)
  const opening = opened({ lots: ['S1'] })
  await wait(300)
  release()
  expect(unitsOf(await opening)).toContain(`Tin/${P1}.T303`)
  await telling
  const never = { reached: () => new Promise<void>(() => undefined) }
  const fails = { reached: () => Promise.reject(new Error('the graph is gone')) }
  for (const follower of [never, fails]) expect(await makeOpenRecalls({ ...door.world, follower }, 200).caughtUp()).toBeUndefined()
})

describe('of when a recall is that was opened while the graph was behind', () => {
  const T303 = { gtin: P1, batch: 'S1', state: 'filled', at: '2025-06-01T08:00:00Z' }
  /** By the journal alone: whether all that is frozen had been told by knownAt, and what is first of what is not. */
  const frozen = async () => (await door.world.journal.query<{ as_of: number; known_at: number; late: number; frozen_under: { derivations: readonly unknown[] } }>(`
    select as_of, known_at, frozen_under, (select count(*)::integer from event where event.seq <= last.seq and event.recorded_at > last.known_at) as late
    from (select * from recall_version order by frozen desc limit 1) as last`)).rows[0]
  const taken = async (id: string) => vi.waitFor(async () => expect((await door.world.journal.query('select from event where event_id = $1', [id])).rows).toHaveLength(1), 10_000)
  afterEach(() => { vi.restoreAllMocks() })

  test('of when the graph stood still, by the rules in force then: what was told meanwhile had been told', async () => {
    const [asked, after] = [Date.parse('2026-11-01T00:01:00Z'), Date.parse('2026-11-01T00:01:05Z')]
    door.setClock(new Date(asked).toISOString())
    const release = await door.world.gate.hold()
    const telling = [tell('tins', { ...T303, id: 'L5', serials: ['T304'] })]
    await taken('L5')
    const opening = opened({ lots: ['S1'] })
    await wait(300)
    door.setClock(new Date(after).toISOString())
    telling.push(tell('tins', { ...T303, id: 'L6', serials: ['T305'] }))
    await taken('L6')
    // A rule that comes into force while it waits.
    const [{ derivations }] = [door.world.model]
    vi.spyOn(derivations, 'snapshot').mockImplementation(() => new Map([['kin', { name: 'kin', versions: [{ version: 7, lifecycle: 'ACTIVE' }] }]]) as never)
    release()
    expect(unitsOf(await opening)).toContain(`Tin/${P1}.T304`)
    expect(await frozen()).toMatchObject({ as_of: after, known_at: after, late: 0, frozen_under: { derivations: [{ name: 'kin', version: 7 }] } })
    await Promise.all(telling)
  })

  test('where it never caught up, by what had been told when the first that it lacks was', async () => {
    const [told, asked, after] = ['2026-11-01T00:02:00Z', '2026-11-01T00:02:20Z', '2026-11-01T00:02:30Z']
    door.setClock(told)
    await tell('tins', { ...T303, id: 'L7', serials: ['T306'] })
    door.setClock(asked)
    const [row] = (await door.world.journal.query<{ seq: number }>("select seq from event where event_id = 'L7'")).rows
    const shows = (seq: number, more: boolean) => door.world.driver.executeQuery('MATCH (applied:Applied) SET applied.seq = toInteger($seq), applied.more = $more', { seq, more })
    const seq = row?.seq ?? 0
    // It shows a part of a change first, which is waited for.
    await shows(seq - 1, true)
    const opening = opened({ lots: ['S1'] }).finally(() => shows(seq, false))
    await wait(300)
    door.setClock(after)
    await shows(seq - 1, false)
    await opening
    expect(await frozen()).toMatchObject({ as_of: Date.parse(after), known_at: Date.parse(told), late: 0 })
  })

  test('what is refused whatever the graph shows waits for nothing', async () => {
    const { id } = await opened({ lots: ['S1'] })
    const widen = async (of: string, version: number | null, ...any: readonly Part[]) => (await asAda('mutation($id: ID!, $version: Int, $scope: RecallScope!) { widenRecall(id: $id, version: $version, scope: $scope, reason: "t") { id } }', { id: of, version, scope: { any } })).errors[0]?.extensions['code']
    const release = await door.world.gate.hold()
    const telling = tell('tins', { ...T303, id: 'L8', serials: ['T307'] })
    try {
      await taken('L8')
      const began = performance.now()
      for (const refusal of [refused, (part: Part) => widen(id, null, part)]) {
        expect(await refusal({ udi: 'no udi at all' })).toBe('RECALL_UDI_UNREAD')
        expect(await refusal({ udi: `(01)${P1}(10)L100`, lots: ['L101'] })).toBe('RECALL_CONTRADICTORY')
      }
      expect(await widen(id, 2, { lots: ['S1'] })).toBe('RECALL_WIDENED')
      expect(await widen('R-99999', null, { lots: ['S1'] })).toBe('RECALL_UNKNOWN')
      // The wait for the graph alone is ten seconds.
      expect(performance.now() - began).toBeLessThan(9_000)
    } finally {
      release()
    }
    await telling
  })
})

test('a recall of nobody is refused', async () => {
  expect(await refused({ from: ['MilkLot/M2'], lots: ['L101'] })).toBe('RECALL_OF_NOTHING')
  expect(await refused({ udi: `(01)${P1}(10)L101(21)T101` })).toBe('RECALL_OF_NOTHING')
  expect(await refused({ lots: ['L200'], condition: "state.local == 'SCRAPPED'" })).toBe('RECALL_OF_NOTHING')
  expect(await refused({ udi: `(01)${P2}(10)L100(21)T9` })).toBe('RECALL_NOWHERE')
})

test('a refusal of nobody names who may be meant', async () => {
  const nearest = async (...any: readonly Part[]) => { const [error] = (await asAda(OPEN, { scope: { any } })).errors; return [error?.extensions['code'], error?.message.split(' Nearest: ')[1]] }
  const lots = (...near: readonly (readonly [string, string])[]): string => `${near.map(([lot, reason]) => `Churn/${P1}/${lot} (${reason})`).join(', ')}.`
  expect(await nearest({ lots: ['aB12'] })).toEqual(['RECALL_NOWHERE', lots(['AB12', 'CASE'], ['ab12', 'CASE'])])
  expect(await nearest({ lots: ['L100', 'AB-12'] })).toEqual(['RECALL_NOWHERE', expect.stringContaining(`Churn/${P1}/AB12 (SEPARATORS)`)])
  // Of AB12 there are no tins.
  expect(await nearest({ lots: ['AB12'], condition: "entity.serial == 'none'" })).toEqual(['RECALL_OF_NOTHING', lots(['ab12', 'CASE'])])
  // What is spelt most like it, where nothing is near by a slip.
  expect(await nearest({ lots: ['L109'] })).toEqual(['RECALL_NOWHERE', 'L100, L101, L102.'])
})

test('what comes late is told apart: a tin added, one withdrawn, others changed', async () => {
  const { id } = await opened({ lots: ['L100'] })
  for (const source of ['depot', 'tins', 'ward']) expect((await door.sendText(source, await textOf(`late/${source}.jsonl`))).rejects).toEqual([])
  const { recall } = await door.answer<{ recall: { delta: { changes: readonly { kind: string; unit: Named; after: { disposition: string } | null; because: readonly { source: string; field: string; stands: boolean }[] }[]; consigneesAdded: readonly Named[]; subjectsAdded: readonly Named[] } } }>('query($id: ID!) { recall(id: $id) { delta { changes { kind unit { id } after { disposition } because { source field stands } } consigneesAdded { id } subjectsAdded { id } } } }', { id })
  expect(recall.delta.changes.map(({ kind, unit }) => `${kind} ${unit.id.split('.')[1]}`).sort()).toEqual(['ADDED T113', 'CHANGED T101', 'CHANGED T104', 'CHANGED T121', 'WITHDRAWN T132'])
  expect(recall.delta.changes.find(({ unit }) => unit.id.endsWith('T121'))?.after?.disposition).toBe('USED')
  // T6 was retracted, and with it that T132 was filled of L103.
  expect(recall.delta.changes.find(({ unit }) => unit.id.endsWith('T132'))?.because).toEqual(expect.arrayContaining([{ source: 'tins', field: 'batches', stands: false }, { source: 'tins', field: 'state', stands: false }]))
  expect(recall.delta.changes.filter(({ because }) => because.length === 0)).toEqual([])
  expect(keys(recall.delta.consigneesAdded)).toEqual(['PH9'])
  expect(keys(recall.delta.subjectsAdded)).toEqual(expect.arrayContaining(['B30']))
  // What is balanced otherwise: one tin more of L101, one fed of L102, one fewer of L103. The label of T113 is nobody's slip any more.
  const { lots, nearMatches } = await changed(id)
  expect(lots.map(({ kind, lot }) => `${kind} ${lot.id.split('/').at(-1)}`)).toEqual(['CHANGED L101', 'CHANGED L102', 'CHANGED L103'])
  expect(lots.map(({ before, after }) => [present(before ?? {}), present(after ?? {})])[1]).toEqual([{ made: 1, inStock: 1 }, { made: 1, used: 1 }])
  expect(lots[1]?.because).toEqual(expect.arrayContaining([{ source: 'ward', field: 'tins', stands: true }]))
  expect(nearMatches.map(({ kind, entity, reason }) => `${kind} ${entity.id} ${reason}`)).toEqual([`WITHDRAWN Tin/~plant.label:(01)${P1}(10)L101(21)T113 UNKNOWN_UNIT_OF_LOT`])
  expect(nearMatches[0]?.because).toEqual(expect.arrayContaining([{ source: 'tins', field: 'batches', stands: true }]))
})

interface Because { readonly source: string; readonly field: string; readonly stands: boolean }
interface Changed {
  readonly empty: boolean
  readonly changes: readonly unknown[]
  readonly lotsChanged: number
  readonly lots: readonly { readonly kind: string; readonly lot: Named; readonly before: CaseShown['balance'] | null; readonly after: CaseShown['balance'] | null; readonly doubtfulBefore: number | null; readonly doubtfulAfter: number | null; readonly because: readonly Because[] }[]
  readonly nearMatchesChanged: number
  readonly nearMatches: readonly { readonly kind: string; readonly entity: Named; readonly near: string; readonly reason: string; readonly because: readonly Because[] }[]
}
const changed = async (id: string): Promise<Changed> => {
  const because = 'because { source field stands }'
  return (await door.answer<{ recall: { delta: Changed } }>(`query($id: ID!) { recall(id: $id) { delta { empty changes { kind } lotsChanged lots { kind lot { id } before { ${BALANCE.slice('balance { '.length)} after { ${BALANCE.slice('balance { '.length)} doubtfulBefore doubtfulAfter ${because} } nearMatchesChanged nearMatches { kind entity { id } near reason ${because} } } } }`, { id })).recall.delta
}
const tell = async (source: string, ...records: readonly object[]): Promise<void> => {
  expect((await door.sendText(source, records.map((record) => `${JSON.stringify(record)}\n`).join(''))).rejects).toEqual([])
}

describe('what comes late of pieces without serial numbers', () => {
  test('more of them used for a baby that had some already, and a use called off', async () => {
    const { id } = await opened({ lots: ['Q1'] })
    expect(await changed(id)).toEqual({ empty: true, changes: [], lotsChanged: 0, lots: [], nearMatchesChanged: 0, nearMatches: [] })
    // 300 arrived, 50 came back, 100 were fed: 150 are still there. Of these 20 more are fed, at the time that is known.
    await tell('ward', { id: 'FQ3', at: '2025-04-20T09:00:00Z', feeding: 'FQ3', state: 'done', baby: 'BQ1', fedAt: '2025-04-20T09:00:00Z', batch: `${P3}/Q1`, pieces: 20 })
    const before = { made: 1000, inTransit: 200, atConsignees: 150, used: 100, returned: 50, unaccounted: 500 }
    const more = await changed(id)
    expect([more.empty, more.changes, more.lotsChanged, more.lots.map(({ kind, lot }) => `${kind} ${lot.id}`)]).toEqual([false, [], 1, [`CHANGED Churn/${P3}/Q1`]])
    expect([present(more.lots[0]?.before ?? {}), present(more.lots[0]?.after ?? {})]).toEqual([before, { ...before, atConsignees: 130, used: 120 }])
    expect(more.lots[0]?.because).toEqual(expect.arrayContaining([{ source: 'ward', field: 'batches', stands: true }]))
    expect(more.lots[0]?.because.every(({ source }) => source === 'ward')).toBe(true)
    // The hundred were not fed after all: the record names the feeding alone.
    await tell('ward', { id: 'FQ1c', at: '2025-04-22T09:00:00Z', feeding: 'FQ1', state: 'called_off' })
    const fewer = await changed(id)
    expect(present(fewer.lots[0]?.after ?? {})).toEqual({ ...before, atConsignees: 230, used: 20 })
    expect(fewer.lots[0]?.because.filter(({ field }) => field === 'state')).toHaveLength(2)
  })
  test('a delivery in dispute, to a pharmacy that had some already', async () => {
    const { id, lots } = await opened({ lots: ['Q1'] })
    expect(lots.nodes.map(({ doubtful }) => doubtful)).toEqual([0, 0])
    // The depot says that 30 arrived, the carrier that they were lost: nobody knows, and all that is sure of Q1 is as before.
    await tell('depot',
      { id: 'D-40', at: '2025-04-11T08:00:00Z', delivery: 'D40', state: 'sent', pharmacy: 'PH1', bulk: [{ batch: `${P3}/Q1`, pieces: 30 }] },
      { id: 'D-41', at: '2025-04-12T10:00:00Z', delivery: 'D40', state: 'arrived', pharmacy: 'PH1', bulk: [{ batch: `${P3}/Q1`, pieces: 30 }] })
    expect((await door.sendText('carrier', 'id,at,delivery,state,told\nC40,2025-04-12T10:00:00Z,D40,lost,2025-04-12T11:00:00Z\n')).rejects).toEqual([])
    const { empty, changes, lots: [lot] } = await changed(id)
    expect([empty, changes, lot?.lot.id, lot?.doubtfulBefore, lot?.doubtfulAfter]).toEqual([false, [], `Churn/${P3}/Q1`, 0, 30])
    expect(lot?.before).toEqual(lot?.after)
    expect(lot?.because).toEqual(expect.arrayContaining([{ source: 'carrier', field: 'state', stands: true }]))
    expect((await opened({ lots: ['Q1'] })).lots.nodes.map(({ doubtful }) => doubtful)).toEqual([30, 0])
  })
  test('a change by the last of a hundred and one who tell of a lot', async () => {
    const fed = (n: number, pieces: number) => ({ id: `F${pieces}-${n}`, at: `2025-04-2${pieces}T09:00:00Z`, feeding: `FM${String(n).padStart(3, '0')}`, state: 'done', baby: 'BQ1', fedAt: '2025-04-20T09:00:00Z', batch: `${P3}/Q1`, pieces })
    await tell('ward', ...Array.from({ length: 101 }, (_, n) => fed(n, 1)))
    const { id } = await opened({ lots: ['Q1'] })
    await tell('ward', fed(100, 3))
    const { lots: [lot] } = await changed(id)
    expect([present(lot?.before ?? {})['used'], present(lot?.after ?? {})['used']]).toEqual([121, 123])
    expect(lot?.because).toEqual(expect.arrayContaining([{ source: 'ward', field: 'batches', stands: true }]))
  })
  test('a label like those of the scope, and whose it is', async () => {
    const { id } = await opened({ lots: ['L301'] })
    const label = `Tin/~plant.label:(01)${P1}(10)L301(21)T3O1`
    await tell('ward', { id: 'FL', at: '2025-06-03T09:00:00Z', feeding: 'FL', state: 'done', baby: 'B31', fedAt: '2025-06-03T09:00:00Z', scan: `(01)${P1}(10)L301(21)T3O1` })
    const near = { entity: { id: label }, near: 'L301', reason: 'UNKNOWN_UNIT_OF_LOT' }
    expect(await changed(id)).toEqual({ empty: false, changes: [], lotsChanged: 0, lots: [], nearMatchesChanged: 1, nearMatches: [{ kind: 'ADDED', ...near, because: [{ source: 'ward', field: 'tins', stands: true }] }] })
  })
})

describe('a near match that was accepted, and another scope', () => {
  const label = `Tin/~plant.label:(01)${P1}(10)L301(21)T3O1`
  const act = async (id: string, kind: string, about?: string): Promise<unknown> => {
    const { data, errors: [error] } = await asAda('mutation($id: ID!, $act: RecallActKind!, $about: ID) { actOnRecall(id: $id, act: $act, about: $about, reason: "looked at") { stage } }', { id, act: kind, about: about ?? null })
    return error === undefined ? (data?.['actOnRecall'] as { stage: string }).stage : error.message
  }
  const widened = async (id: string, ...any: readonly Part[]): Promise<readonly string[]> => {
    const { data, errors } = await asAda('mutation($id: ID!, $scope: RecallScope!) { widenRecall(id: $id, scope: $scope, reason: "another", confirm: true) { nearMatches { entity { id } near reason accepted } } }', { id, scope: { any } })
    expect(errors).toEqual([])
    return (data?.['widenRecall'] as { nearMatches: readonly { entity: Named; near: string; reason: string; accepted: boolean | null }[] }).nearMatches.map(({ entity, near, reason, accepted }) => `${entity.id} ${near} ${reason} ${accepted}`)
  }
  test('is a near match of that until it is in, or rejected', async () => {
    const { id, nearMatches } = await opened({ lots: ['AB12'] })
    const meant = `Churn/${P1}/ab12`
    for (const { entity } of nearMatches) expect(await act(id, entity.id === meant ? 'CANDIDATE_ACCEPTED' : 'CANDIDATE_REJECTED', entity.id)).toBe('OPENED')
    expect(await act(id, 'SCOPED')).toContain(`not in its scope: ${meant}`)
    // Neither lot is like the other, and a tin of L302 is of L301 too.
    expect(await widened(id, { lots: ['L302'] })).toEqual([`${meant} AB12 ACCEPTED_BEFORE true`])
    expect(await act(id, 'SCOPED')).toContain(`not in its scope: ${meant}`)
    expect(await widened(id, { lots: ['L302'] })).toEqual([`${meant} AB12 ACCEPTED_BEFORE true`])
    expect((await changed(id)).nearMatches).toEqual([])
    // In the scope as far as a condition goes.
    expect(await widened(id, { lots: ['L302'] }, { lots: ['AB12', 'ab12'], condition: "entity.serial == 'none'" })).toEqual([])
    expect(await act(id, 'SCOPED')).toBe('SCOPED')
    expect(await widened(id, { lots: ['L302'] })).toEqual([`${meant} AB12 ACCEPTED_BEFORE true`])
    expect(await act(id, 'CANDIDATE_REJECTED', meant)).toBe('OPENED')
    expect(await act(id, 'SCOPED')).toBe('SCOPED')
  })
  test('is known by whom its label names since', async () => {
    const { id } = await opened({ lots: ['L301'] })
    expect(await act(id, 'CANDIDATE_ACCEPTED', label)).toBe('OPENED')
    await tell('tins', { id: 'L3', at: '2025-06-04T08:00:00Z', gtin: P1, serials: ['T3O1'], batch: 'L301', state: 'filled' })
    // T3O1 is of L301 alone.
    expect(await widened(id, { lots: ['L302'] })).toEqual([`${label} L301 ACCEPTED_BEFORE true`])
    expect(await act(id, 'SCOPED')).toContain(`not in its scope: ${label}`)
    expect(await widened(id, { lots: ['L302'] }, { lots: ['L301'] })).toEqual([])
    expect(await act(id, 'SCOPED')).toBe('SCOPED')
  })
})

test('whom labels name that came late is read in one statement for all of them', async () => {
  const { id } = await opened({ lots: ['L302'] })
  await tell('ward', ...['T3O6', 'T3O7', 'T3O8'].map((serial) => ({ id: `F${serial}`, at: '2025-06-05T09:00:00Z', feeding: `F${serial}`, state: 'done', baby: 'B31', fedAt: '2025-06-05T09:00:00Z', scan: `(01)${P1}(10)L302(21)${serial}` })))
  const asked = async (fields: string) => {
    const { data, statements } = await door.ask(`query($id: ID!) { recall(id: $id) { delta { nearMatchesChanged nearMatches { ${fields} } } } }`, { id })
    const { nearMatchesChanged, nearMatches } = (data?.['recall'] as { delta: Pick<Changed, 'nearMatchesChanged' | 'nearMatches'> }).delta
    return { nearMatchesChanged, nearMatches, statements: statements.length }
  }
  const [bare, told] = [await asked('kind'), await asked('kind because { source }')]
  expect(told.nearMatches.map(({ because }) => because.length > 0)).toEqual([true, true, true])
  expect([told.nearMatchesChanged, told.statements - bare.statements]).toEqual([3, 1])
})

test('records that did not come are missed by their numbers', async () => {
  const gaps = async () => (await opened({ lots: ['L301'] })).completeness.sources.filter(({ missing }) => missing > 0)
  expect(await gaps()).toEqual([])
  expect((await door.sendText('back', ['R6', 'R8', 'R8/2'].map((id) => `${JSON.stringify({ id, at: '2025-06-01T08:00:00Z', back: id, tin: `${P1}.T301`, backAt: '2025-06-01T08:00:00Z', state: 'back' })}\n`).join(''))).rejects).toEqual([])
  // R4, R5 and R7; 'R8/' begins a series of its own.
  expect(await gaps()).toEqual([{ source: 'back', missing: 3, firstMissing: 'R4' }])
})
