import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { readStateGraph } from '../../src/journal/read-state-graph.ts'
import { rehearseArbitration } from '../../src/journal/rehearse-arbitration.ts'
import { rulesInForce } from '../../src/model/arbitration.ts'
import { isInForce } from '../../src/model/held-version.ts'
import { outcomeOfLetter } from '../../src/vocabulary/outcome.ts'
import { dumpTables } from '../bulk/dump-tables.ts'
import { ruleFile } from '../settle/arbitrated.ts'
import { randomActing } from '../settle/random-told.ts'
import { has, hour, is } from '../settle/tell.ts'
import { dumpGraph } from './dump-graph.ts'
import { inDatabase, oneByOne, versionOf } from './judged-both-ways.ts'
import { expected, oneByOne as visitsOneByOne, shown } from './visits-one-by-one.ts'
import { bench, model, ruledAtelier } from './ruled-atelier.ts'

/* Random worlds in which rules of arbitration come into force, change and end while records are told. */

const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 6)
const now = hour(80)
const NAME = 'who-knows'
const { ruled, anew } = ruledAtelier('arbitration', NAME, now)

/** One side of each dispute meets each of the conditions below, whichever are drawn. */
const DISPUTED = [is('desk', 1, 'Garment/9', 'SEWN'), has('desk', 1, 'Garment/9', 'pieces', 3), is('web', 2, 'Garment/9', 'CUT'), has('web', 1, 'Garment/9', 'pieces', 5)]

const PREFERENCES = ['claim.source == "desk"', 'claim.source == "web"', 'claim.local == "SEWN"', 'claim.canonical == "IN_PROGRESS" && claim.source == "web"', 'claim.local in ["CUT", "CANCELLED"]']
const stateRules = fc.shuffledSubarray(PREFERENCES, { minLength: 1, maxLength: 3 })
const pieceRules = fc.shuffledSubarray(PREFERENCES.slice(0, 2), { minLength: 1 })

const VERSIONS = ['selling: { over: Garment, met: state.local == \'SEWN\' }', 'selling: { over: Garment, appliesWhen: state.local != \'CANCELLED\', met: state.canonical == \'DONE\', aggregate: any }']

/** What counting by states, and counting visits, say is what each order and each entity by itself says. */
const counted = async (): Promise<void> => {
  for (const body of VERSIONS) {
    const version = versionOf(model, `domains:\n  ${body}\nunified: all`)
    if (version === undefined) throw new Error('refused')
    for (const asOf of [now, hour(7), hour(12)]) expect(await inDatabase(bench.journal, model, version, asOf)).toEqual(await oneByOne(bench.journal, model, version, asOf))
  }
  const garment = model.types.get('Garment')
  if (garment === undefined) throw new Error('the atelier has garments')
  for (const [asOf, knownAt] of [[now, undefined], [hour(9), undefined], [hour(12), hour(14)]] as const) {
    expect(shown(await readStateGraph(bench.journal, model, { type: garment, asOf, knownAt, ofNow: true }))).toEqual(expected(model, garment, await visitsOneByOne(bench.journal, model, garment, asOf, knownAt), asOf))
  }
}

const dumped = async (): Promise<unknown> => ({ graph: await dumpGraph(bench.driver, { claimIds: true }), tables: await dumpTables(bench.journal) })

test('whatever is told before, while and after it, what holds is what the version in force decides, as a rebuild and a deep look have it', async () => {
  await fc.assert(
    fc.asyncProperty(randomActing(50), fc.constantFrom('Garment.state', 'Garment.state', 'Garment.pieces'), stateRules, stateRules, pieceRules, fc.integer({ min: 1, max: 6 }), fc.tuple(fc.nat(50), fc.nat(50)), async (told, about, one, other, pieces, recorded, places) => {
      await anew()
      const stride = { events: 5, recorded, examined: recorded }
      const [first = 0, second = 0] = places.toSorted((a, b) => a - b)
      const [before, between, after] = [told.slice(0, first), told.slice(first, second), told.slice(second)]
      const said = about === 'Garment.pieces' ? [pieces, pieces.toReversed()] : [one, other]
      await bench.tell(DISPUTED, now, DISPUTED.map((_, index) => 1_000 + index))
      await bench.tell(before, now)
      await bench.settle(now, stride)
      await ruled(1, { rule: 'propose', source: ruleFile(NAME, about, said[0] ?? []) }, { rule: 'approve' }, { rule: 'activate', effectiveFrom: undefined })
      await bench.tell(between, now, between.map((_, index) => first + index))
      // The second comes into force while the first is being followed.
      await bench.settleOnce(now, stride)
      await ruled(2, { rule: 'propose', source: ruleFile(NAME, about, said[1] ?? [], 2) }, { rule: 'approve' })
      await ruled(2, { rule: 'activate', effectiveFrom: undefined })
      await bench.tell(after, now, after.map((_, index) => second + index))
      await bench.settle(now, stride)
      expect(rulesInForce(model).map(({ name, version }) => `${name} ${version}`)).toEqual([`${NAME} 2`])
      expect((await bench.journal.query("select decided_version from conflict where ref = 'Garment/9' and field = $1", [about.split('.')[1]])).rows).toEqual([{ decided_version: 2 }])
      expect((await examineGraph({ model, journal: bench.journal, driver: bench.driver }, now)).listed).toEqual([])
      await counted()
      const followed = await dumped()
      await bench.rebuild(now, stride)
      expect(await dumped()).toEqual(followed)
      await ruled(2, { rule: 'retire', effectiveTo: undefined })
      await bench.settle(now, stride)
      expect((await bench.journal.query('select from conflict where decided_by is not null')).rowCount).toBe(0)
      const ended = await dumped()
      await bench.rebuild(now, stride)
      expect(await dumped()).toEqual(ended)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 600_000)

test('a rehearsal tells what comes of a version before it is in force: what it counts is so afterwards', async () => {
  const settledNow = async (): Promise<ReadonlyMap<string, string>> => new Map((await bench.driver.executeQuery('MATCH (line:Garment) RETURN line.ref AS ref, coalesce(line.`state.local`, \'-\') AS local')).records.map((record) => [String(record.get('ref')), String(record.get('local'))]))
  const inForce = () => [...model.definitions.values()].flatMap(({ name, versions }) => versions.filter((version) => isInForce(version, now)).map(({ version }) => `${name} ${version}`))
  /** What the versions in force say of orders, by order and version. */
  const verdictsNow = async (): Promise<ReadonlyMap<string, string>> => new Map((await bench.journal.query<{ order_ref: string; named: string; unified: string }>("select order_ref, definition || ' ' || version as named, left(outcomes, 1) as unified from verdict")).rows
    .filter(({ named }) => inForce().includes(named)).map(({ order_ref, named, unified }) => [`${order_ref} ${named}`, outcomeOfLetter(unified)]))
  await fc.assert(
    fc.asyncProperty(randomActing(50), stateRules, async (told, prefer) => {
      await anew()
      const stride = { events: 9, recorded: 5, examined: 4 }
      await bench.tell(told, now)
      await ruled(1, { rule: 'propose', source: ruleFile(NAME, 'Garment.state', prefer) }, { rule: 'approve' })
      await bench.settle(now, stride)
      const [before, judged] = [await settledNow(), await verdictsNow()]
      const rehearsed = model.arbitration.get(NAME)?.versions[0]?.rule
      if (rehearsed === undefined) throw new Error('it is held')
      const { disputes } = await rehearseArbitration(bench.journal, model, rehearsed, () => now, () => undefined)
      const unsettled = async (): Promise<number> => (await bench.journal.query("select from conflict where ref ^@ 'Garment/' and field = 'state' and decided_by is null")).rowCount ?? 0
      expect(disputes.unsettledBefore).toBe(await unsettled())
      await ruled(1, { rule: 'activate', effectiveFrom: undefined })
      await bench.settle(now, stride)
      const after = await settledNow()
      const changes = new Map<string, number>()
      for (const [ref, local] of before) if (after.get(ref) !== local) changes.set(`${local} ${after.get(ref)}`, (changes.get(`${local} ${after.get(ref)}`) ?? 0) + 1)
      expect(Object.fromEntries(disputes.changes.map((one) => [`${one.before ?? '-'} ${one.after ?? '-'}`, one.entities]))).toEqual(Object.fromEntries(changes))
      expect(disputes.unsettledAfter).toBe(await unsettled())
      const turned: Record<string, number> = {}
      for (const [key, outcome] of await verdictsNow()) {
        const [, named] = /^\S+ (.+)$/.exec(key) ?? []
        if (judged.get(key) !== outcome) turned[`${named} ${judged.get(key)} ${outcome}`] = (turned[`${named} ${judged.get(key)} ${outcome}`] ?? 0) + 1
      }
      expect(Object.fromEntries(disputes.verdicts.flatMap(({ definition, version, cells }) => cells.map((cell) => [`${definition} ${version} ${cell.before} ${cell.after}`, cell.orders])))).toEqual(turned)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 600_000)
