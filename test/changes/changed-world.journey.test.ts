import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { compareHeld } from '../../src/compare-held.ts'
import { examineGraph } from '../../src/examine-graph.ts'
import { makeGovernDefinitions } from '../../src/govern-definitions.ts'
import { rederive, type ImportWorld } from '../../src/import-graph.ts'
import { importRecords } from '../../src/import-records.ts'
import { beginWorld } from '../../src/journal/begin-world.ts'
import { holdDefinitions } from '../../src/journal/definitions.ts'
import { recordMerge } from '../../src/journal/record-merge.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { makeRef } from '../../src/vocabulary/ref.ts'
import { migrateJournal } from '../../src/journal/migrate.ts'
import { openJournal, type Journal } from '../../src/journal/open-journal.ts'
import { openBackup, restoreBackup } from '../../src/journal/restore-backup.ts'
import { writeBackup } from '../../src/journal/write-backup.ts'
import type { Model } from '../../src/model/model.ts'
import type { World } from '../../src/open-world.ts'
import { redecodeRecords } from '../../src/redecode-records.ts'
import { dumpFiles } from '../bulk/dump-files.ts'
import { dumpTables } from '../bulk/dump-tables.ts'
import { bakery, ledger, till } from '../cli/bakery-world.ts'
import { osl, sharedStores } from '../cli/osl.ts'
import { dumpGraph, type Dump } from '../journal/dump-graph.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { AFTER_ALL, loadTestModel, openTestWorld } from '../servers/open-test-world.ts'
import { testServers } from '../servers/with-servers.ts'
import { changedBakery, changedKey, COMPLETED, eitherWillDo, ENTITIES, TILL, newField, newVocabulary, otherClock, renamedType, retiredField, type Changes } from './changed-bakery.ts'

let folder: string
let journal: Journal
let world: World | undefined
const folders: string[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'osl-changed-world-'))
  const servers = await testServers()
  await emptyStores(servers)
  journal = openJournal(servers.database.url, () => undefined, 3)
  await migrateJournal(journal)
})
afterEach(async () => {
  await world?.close()
  world = undefined
  await journal.end()
  rmSync(folder, { recursive: true })
})
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true })
})

const changedFolder = (changes: Changes): string => {
  const made = changedBakery(changes)
  folders.push(made)
  return made
}
/** The till's file without the record of a lost cake, whose word only one of these models knows: it would take another place in the journal. */
const texts = { till: readFileSync(till, 'utf8').replace(/^.*,lost\n/m, ''), ledger: readFileSync(ledger, 'utf8') }
const feedOf = (source: 'till' | 'ledger') => ({ source, file: source, bytes: (async function* () { yield Buffer.from(texts[source]) })() })
const signal = new AbortController().signal
const clock = () => AFTER_ALL
let graphs = 0
const importWorld = (model: Model, name: string): ImportWorld => ({ model, journal, world: name, clock, folder: join(folder, String((graphs += 1))), signal, onProgress: () => undefined })

/** What follows, as the tables and the graph hold it; what each event was taken as the first time is not part of it. */
const dumped = async (graph: Dump) => {
  const { event: _, ...tables } = await dumpTables(journal)
  return { tables, graph }
}
const fill = async (model: Model) => {
  await journal.query('truncate event, reject, freshness, merge, decoding, redecoded, progress restart identity')
  await beginWorld(journal, 'a world', model)
  return dumped(dumpFiles((await importRecords(importWorld(model, 'a world'), [feedOf('till'), feedOf('ledger')], () => undefined)).files))
}
const rebuild = async (model: Model) => dumped(dumpFiles(await rederive(importWorld(model, 'a world'))))
const tellAgain = (model: Model, source: 'till' | 'ledger') => redecodeRecords({ model, journal, clock, signal }, source, [feedOf(source)], () => undefined)
const against = async (model: Model): Promise<readonly string[]> =>
  (await compareHeld(journal, model, signal, () => undefined)).findings.map(({ effect, about, events, entities }) => [effect, about, events, entities].filter((part) => part !== undefined).join(' '))
const shown = ({ graph: { nodes } }: { readonly graph: Dump }, ref: string, property: string): unknown => (nodes[ref] as Readonly<Record<string, unknown>> | undefined)?.[property]

/** A backup as it was written before `decoding` and `redecoded`: without these tables, and without the last column of `event`. */
const asEarlierBackup = (text: string): string => {
  let table = ''
  return text.split('\n').flatMap((line) => {
    table = /^\{"table":"(\w+)"/.exec(line)?.[1] ?? (line.startsWith('{') ? '' : table)
    if (table === 'decoding' || table === 'redecoded' || table === 'definition_act' || table === 'proposal_act' || table.startsWith('recall') || table === 'rehearsal' || table === 'reject_before') return []
    if (table === 'event') return [line.startsWith('{') ? line.replace(',"decoding"]', ']') : line.replace(/\t\d+$/, '')]
    return [line.replace(/,"0006-decoding.sql"[^\]]*/, '').replace(/"(decoding|redecoded|definition_act|proposal_act|recall\w*|rehearsal|reject_before)":\d+,/g, '').replace(/,"sha256":"\w+"/, '')]
  }).join('\n')
}

/* By hand, from the till's file: A-7-2 is a line of 20 RL1; the later of its lines was 'gebacken' at 05:00 and 'abgeholt' at 09:05 by Berlin's clock, an hour ahead of UTC. */
const stories: readonly (readonly [string, Changes, { readonly finds: readonly string[]; readonly differ: number; readonly ref: string; readonly property: string; readonly before: unknown; readonly untold: unknown; readonly after: unknown }])[] = [
  ['a renamed type', renamedType, { finds: ['HIDES OrderLine 8 3', 'TELL_AGAIN till: Bake key 8', 'INFORMS till: OrderLine key 8'], differ: 8, ref: 'Bake/A-7-2', property: 'pieces', before: undefined, untold: undefined, after: 20 }],
  ['a new field', newField, { finds: ['TELL_AGAIN till: OrderLine.article 8'], differ: 8, ref: 'OrderLine/A-7-2', property: 'article', before: undefined, untold: undefined, after: 'RL1' }],
  ['a changed key', changedKey, { finds: ['TELL_AGAIN till: OrderLine key 8'], differ: 8, ref: 'OrderLine/R-A-7-2', property: 'pieces', before: undefined, untold: undefined, after: 20 }],
  ['a word moved to another state', newVocabulary, {
    finds: ["TELL_AGAIN till: OrderLine 'gebacken' 8", "INFORMS till: OrderLine 'lost' 8"], differ: 2, ref: 'Order/A-7', property: 'verdict.completed.1.sales.since',
    before: Date.parse('2026-03-03T08:05:00Z'), untold: Date.parse('2026-03-03T08:05:00Z'), after: Date.parse('2026-03-03T04:00:00Z'),
  }],
  ['another time zone', otherClock, {
    finds: ['TELL_AGAIN ledger: timezone 4', 'TELL_AGAIN till: timezone 8'], differ: 8, ref: 'Order/A-7', property: 'verdict.completed.1.sales.since',
    before: Date.parse('2026-03-03T08:05:00Z'), untold: Date.parse('2026-03-03T08:05:00Z'), after: Date.parse('2026-03-03T09:05:00Z'),
  }],
  ['a retired field', retiredField, { finds: ['HIDES Order.phone 8 2', 'INFORMS till: Order.phone 8'], differ: 8, ref: 'Order/A-7', property: 'phone', before: '030 111', untold: undefined, after: undefined }],
]

describe('a model changed over a populated world', () => {
  test.each(stories)('%s: said beforehand, carried out by a rebuild and by telling again, and taken back', async (_, changes, { finds, differ, ref, property, before, untold, after }) => {
    const [old, changed] = await Promise.all([loadTestModel(bakery), loadTestModel(changedFolder(changes))])
    const fresh = await fill(changed)
    const was = await fill(old)
    expect(shown(was, ref, property)).toEqual(before)
    expect([await against(old), await against(changed)]).toEqual([[], finds])
    // A rebuild alone: what is held is the same, and said to be.
    expect(shown(await rebuild(changed), ref, property)).toEqual(untold)
    expect(await against(changed)).toEqual(finds)

    expect(await tellAgain(changed, 'till')).toMatchObject({ redecoded: differ, same: 9 - differ, unknown: 0, rejected: 1 })
    expect(await tellAgain(changed, 'ledger')).toEqual({ redecoded: 0, same: 4, unknown: 0, rejected: 0, rejects: [] })
    expect(await against(changed)).toEqual([])
    const is = await rebuild(changed)
    expect(shown(is, ref, property)).toEqual(after)
    expect(is).toEqual(fresh)

    expect(await tellAgain(old, 'till')).toMatchObject({ redecoded: differ, unknown: 0 })
    expect(await tellAgain(old, 'ledger')).toMatchObject({ redecoded: 0, same: 4 })
    expect(await rebuild(old)).toEqual(was)
  })

  test('a relation that has a single target now: said beforehand of whoever was told several; the graph keeps them all', async () => {
    const [old, single] = await Promise.all([loadTestModel(bakery), loadTestModel(changedFolder({ [ENTITIES]: [['payments: [Payment!]!', 'payments: Payment']] }))])
    const later = texts.ledger.split('\n')[1]?.replace('"e2"', '"e5"').replace('"V1"', '"V5"').replace('03-05', '03-06') ?? ''
    const ledgers = { ...feedOf('ledger'), bytes: (async function* () { yield Buffer.from(`${texts.ledger}${later}\n`) })() }
    await journal.query('truncate event, reject, freshness, merge, decoding, redecoded, progress restart identity')
    await beginWorld(journal, 'a world', old)
    const paying = ({ edges }: Dump): readonly string[] => edges.filter((edge) => JSON.stringify(edge).includes('PAYS') && JSON.stringify(edge).includes('Order/A-7') && !JSON.stringify(edge).includes('validTo')).map((edge) => /Payment\/V\d/.exec(JSON.stringify(edge))?.[0] ?? '').sort()
    expect(paying(dumpFiles((await importRecords(importWorld(old, 'a world'), [feedOf('till'), ledgers], () => undefined)).files))).toEqual(['Payment/V1', 'Payment/V5'])
    expect([await against(old), await against(single)]).toEqual([[], ['HIDES Order.payments 1']])
    expect(paying((await rebuild(single)).graph)).toEqual(['Payment/V1', 'Payment/V5'])
    expect(await against(single)).toEqual([])
  })

  test('merges name orders by their keys: said before these change, and after that they join nothing', async () => {
    const keys: Changes = { [TILL]: [['key: record.slip\n    identifiers', `key: '"R-" + record.slip'\n    identifiers`], ['field: order, key: record.slip', `field: order, key: '"R-" + record.slip'`]] }
    const [old, changed] = await Promise.all([loadTestModel(bakery), loadTestModel(changedFolder(keys))])
    await fill(old)
    await recordMerge(journal, makeRef('Order', 'A-8'), makeRef('Order', 'A-7'), { reason: 'one cake', actor: 'ann' }, AFTER_ALL)
    await rebuild(old)
    expect([await against(old), await against(changed)]).toEqual([[], ['TELL_AGAIN till: Order key 8', 'TELL_AGAIN till: OrderLine.order 8', 'INFORMS merges of Order 1']])
    await tellAgain(changed, 'till')
    await rebuild(changed)
    expect(await against(changed)).toEqual(['HIDES merges of Order 1'])
  })

  test('a home that was told nothing is any model\'s; a world settled by a release that kept no declared fields learns them at its next opening', async () => {
    const [old, changed] = await Promise.all([loadTestModel(bakery), loadTestModel('examples/steelwheels')])
    await journal.query('truncate event, reject, freshness, merge, decoding, redecoded, progress restart identity')
    expect(await beginWorld(journal, 'a world', changed)).toMatchObject({ model: 'steelwheels', world: 'a world' })
    expect(await beginWorld(journal, 'another', old)).toMatchObject({ model: 'bakery', world: 'a world' })
    await fill(old)
    expect(await beginWorld(journal, 'another', changed)).toMatchObject({ model: 'bakery', fingerprint: old.fingerprint })
    await journal.query('update progress set declared = null')
    await beginWorld(journal, 'another', changed)
    expect((await journal.query<{ declared: string | null }>('select declared from progress')).rows).toEqual([{ declared: null }])
    await beginWorld(journal, 'another', old)
    expect((await journal.query<{ declared: string | null }>('select declared from progress')).rows[0]?.declared).toContain('"Order.payments":"[Payment!]!"')
  })

  test('what was decoded again is in a backup, and the latest stands', async () => {
    const [old, changed] = await Promise.all([loadTestModel(bakery), loadTestModel(changedFolder(newField))])
    await fill(old)
    for (const model of [changed, old, changed]) await tellAgain(model, 'till')
    const { tables: { event_as_decoded: wanted } } = await dumped({ nodes: {}, edges: [], former: [] })
    const chunks: Buffer[] = []
    for await (const chunk of writeBackup(journal, AFTER_ALL, () => undefined)) chunks.push(chunk)
    await journal.query('truncate event, reject, freshness, merge, decoding, redecoded')
    const client = await journal.connect()
    expect(await restoreBackup(client, await openBackup('file', (async function* () { yield* chunks })()))).toMatchObject({ event: 12, redecoded: 24, decoding: 3 })
    client.release()
    expect((await dumpTables(journal)).event_as_decoded).toEqual(wanted)
    expect(await against(changed)).toEqual([])
    // Told next comes after what was restored.
    expect(await tellAgain(old, 'till')).toMatchObject({ redecoded: 8 })
  })

  test('a backup of a release that did not note how events were decoded is restored; told again, they are decoded as before and that is noted', async () => {
    const model = await loadTestModel(bakery)
    await fill(model)
    const chunks: Buffer[] = []
    for await (const chunk of writeBackup(journal, AFTER_ALL, () => undefined)) chunks.push(chunk)
    await journal.query('truncate event, reject, freshness, merge, decoding, redecoded')
    const earlier = Buffer.from(asEarlierBackup(Buffer.concat(chunks).toString()))
    const client = await journal.connect()
    expect(await restoreBackup(client, await openBackup('file', (async function* () { yield earlier })()))).toEqual({ event: 12, merge: 0, reject: 1, freshness: 2 })
    client.release()
    expect(await against(model)).toEqual(['INFORMS ledger 4', 'INFORMS till 8'])
    expect([await tellAgain(model, 'till'), await tellAgain(model, 'ledger')]).toMatchObject([{ redecoded: 0, same: 9 }, { redecoded: 0, same: 4 }])
    expect(await against(model)).toEqual([])
  })

  test('a record never taken, or with other content, is left alone; a source that is not there is refused', async () => {
    const changed = await loadTestModel(changedFolder(newField))
    await fill(await loadTestModel(bakery))
    const before = await dumpTables(journal)
    const line = (texts.till.split('\n')[1] ?? '')
    const others = [texts.till.split('\n')[0], line.replace('A-7', 'A-70'), line.replace('Cherry', 'Plum')].join('\n')
    const report = await redecodeRecords({ model: changed, journal, clock, signal }, 'till', [{ file: 'others.csv', bytes: (async function* () { yield Buffer.from(others) })() }], () => undefined)
    expect(report).toMatchObject({ redecoded: 0, same: 0, unknown: 2, rejected: 0 })
    expect(await dumpTables(journal)).toEqual(before)
    await expect(redecodeRecords({ model: changed, journal, clock, signal }, 'tll', [], () => undefined)).rejects.toMatchObject({ code: 'UNKNOWN_SOURCE' })
  })

  test('a start under a changed model is refused, pointing to what tells its meaning; once rebuilt, what is told again is settled by the next start', async () => {
    const changed = changedFolder(newField)
    const [old, model] = await Promise.all([loadTestModel(bakery), loadTestModel(changed)])
    await fill(old)
    const open = async (folder: string, rebuild: boolean): Promise<World> => (world = await openTestWorld(folder, { keep: true, rebuild }))
    await expect(open(changed, false)).rejects.toMatchObject({ code: 'WORLD_OF_ANOTHER_MODEL', message: expect.stringContaining('osl check --against') })
    const rebuilt = await open(changed, true)
    await rebuilt.follower.reached(12)
    expect((await dumpGraph(rebuilt.driver, { claimIds: true })).nodes['OrderLine/A-7-2']).not.toHaveProperty('article')
    await rebuilt.close()
    await tellAgain(model, 'till')
    const settled = await open(changed, false)
    await settled.follower.reached(12)
    const graph = await dumpGraph(settled.driver, { claimIds: true })
    expect(graph.nodes['OrderLine/A-7-2']).toMatchObject({ article: 'RL1', pieces: 20 })
    await settled.close()
    world = undefined
    expect(graph).toEqual((await fill(model)).graph)
  })

  test('a rebuild takes the versions that the folder alone has changed; cut short, the next start settles by them', async () => {
    const any = changedFolder(eitherWillDo)
    world = await openTestWorld(bakery)
    for (const source of ['till', 'ledger'] as const) await absorb(world, source, [feedOf(source)])
    await world.close()
    const changed = await loadTestModel(any)
    // As far as a rebuild comes that is killed before it settles anything.
    expect(await holdDefinitions(journal, changed, { carryOut: true }, AFTER_ALL)).toEqual({ isTaken: true, taken: [{ definition: 'completed', version: 1 }, { definition: 'completed', version: 2 }].map((one) => expect.objectContaining(one) as unknown), differ: [], rulesDiffer: { derivation: [], arbitration: [] } })
    expect(changed.definitions.get('completed')?.versions.map(({ version, lifecycle, judging }) => [version, lifecycle, judging])).toEqual([[1, 'RETIRED', 'UNDER_WAY'], [2, 'ACTIVE', 'UNDER_WAY']])
    world = await openTestWorld(any, { keep: true })
    await world.follower.reached(12)
    await expect.poll(() => world?.model.definitions.get('completed')?.versions.map(({ judging }) => judging)).toEqual(['DONE', 'DONE'])
    const verdicts = await world.journal.query<{ order_ref: string; version: number; outcomes: string }>('select order_ref, version, outcomes from verdict order by 1, 2')
    expect(verdicts.rows.map(({ order_ref, version, outcomes }) => `${order_ref} ${version} ${outcomes}`)).toEqual(['Order/A-7 1 MMM', 'Order/A-7 2 MMM', 'Order/A-8 1 UUU', 'Order/A-8 2 UNU', 'Order/~sales.slip:A-99 1 UUM', 'Order/~sales.slip:A-99 2 MUM'])
    expect((await examineGraph(world, AFTER_ALL)).listed).toEqual([])
    const graph = await dumpGraph(world.driver, { claimIds: true })
    expect(graph.nodes['Order/~sales.slip:A-99']).toMatchObject({ 'verdict.completed.2.outcome': 'MET' })
    // Rules of a version that was approved are not changed under it, whatever else of the model is.
    await world.close()
    await expect(openTestWorld(changedFolder({ ...newField, [COMPLETED]: [["met: state.local == 'BOOKED'", "met: state.local != 'BOOKED'"]] }), { keep: true, rebuild: true })).rejects.toMatchObject({ code: 'DEFINITIONS_DIFFER' })
    await expect(openTestWorld(changedFolder({ [COMPLETED]: [["met: state.local == 'BOOKED'", "met: state.local != 'BOOKED'"]] }), { keep: true, rebuild: true })).rejects.toMatchObject({ code: 'DEFINITIONS_DIFFER' })
    world = undefined
  })

  test('once somebody has ruled on a definition, a rebuild brings none of its versions into force: what the folder adds is proposed', async () => {
    const COMPLETED = 'definitions/completed.yaml'
    world = await openTestWorld(bakery)
    for (const source of ['till', 'ledger'] as const) await absorb(world, source, [feedOf(source)])
    await makeGovernDefinitions(world).definitions.rule({ definition: 'completed', version: 1 }, { rule: 'retire', effectiveTo: instant(Date.parse('2099-01-01T00:00:00Z')) }, { actor: 'ann', reason: 'it will be replaced' })
    await world.close()
    const added = (more: string): string => changedFolder({ [COMPLETED]: [['lifecycle: ACTIVE', 'lifecycle: RETIRED\n    effectiveTo: 2099-01-01T00:00:00Z'], [/unified: all .*\n/, `unified: all
  - version: 2
    lifecycle: ACTIVE
    effectiveFrom: 2099-01-01T00:00:00Z
    changeReason: either will do
    domains:
      sales: { over: OrderLine, met: state.local == 'HANDED_OVER' }
      finance: { over: Payment, met: state.local == 'BOOKED' }
    unified: ${more}
`]] })
    world = await openTestWorld(added('any'), { keep: true, rebuild: true })
    await world.follower.reached(12)
    const standing = () => world?.model.definitions.get('completed')?.versions.map(({ version, lifecycle, judging, effectiveFrom, proposedBy }) => [version, lifecycle, judging, effectiveFrom === undefined, proposedBy])
    expect(standing()).toEqual([[1, 'RETIRED', 'DONE', false, undefined], [2, 'PROPOSED', 'NOT_YET', true, 'files']])
    expect((await world.journal.query('select distinct version from verdict')).rows).toEqual([{ version: 1 }])
    await world.close()
    // Proposed, it is as any other: the folder does not write over it.
    await expect(openTestWorld(added('all'), { keep: true, rebuild: true })).rejects.toMatchObject({ code: 'DEFINITIONS_DIFFER' })
    world = undefined
  })

  test('on the command line: the counts and an exit code; another model\'s home, an empty one and a server that is away are refused', async () => {
    const changed = changedFolder(retiredField)
    const env = await sharedStores()
    const home = ['--home', join(folder, 'home')]
    expect(await osl(['check', changed, '--against', ...home], env)).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^NOTHING_TOLD: /) })
    expect(await osl(['check', changed, '--against', ...home])).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^NOTHING_TOLD: /) })
    await fill(await loadTestModel(bakery))
    expect(await osl(['check', 'examples/steelwheels', '--against', ...home], env)).toMatchObject({ exit: 1, stderr: '', stdout: expect.stringMatching(/settled under bakery .*\nsteelwheels is another name: .*\n {2}HIDES Order\.phone: .*/s) })
    expect(await osl(['ingest', 'ledger', ledger, '--redecode', '--model', 'examples/steelwheels', ...home], env)).toMatchObject({ stderr: expect.stringMatching(/^UNKNOWN_SOURCE: /) })
    expect(await osl(['check', changed, '--against', ...home], { ...env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/POSTGRES_UNREACHABLE/) })
    const found = await osl(['check', changed, '--against', '--json', ...home], env)
    expect(found).toMatchObject({ exit: 1, stderr: '' })
    expect(JSON.parse(found.stdout)).toMatchObject({ ok: true, isSettled: false, held: { events: 12 }, findings: [{ effect: 'HIDES', about: 'Order.phone', events: 8, entities: 2 }, { effect: 'INFORMS' }] })
    expect(await osl(['ingest', 'ledger', ledger, '--redecode', '--model', changed, ...home, '--json'], env)).toMatchObject({ exit: 0, stdout: expect.stringContaining('"same": 4') })
  })
})
