import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech } from '../../examples/medtech/generate.ts'
import { readSource } from '../../src/ingest/read-source.ts'
import type { ToldEvent } from '../../src/journal/claim-rows.ts'
import { declaredFields } from '../../src/model/declared-fields.ts'
import { findingsOf, type Finding } from '../../src/journal/findings.ts'
import { tallyGaps } from '../../src/journal/tally-gaps.ts'
import { decodingOf } from '../../src/model/decoding.ts'
import type { Model } from '../../src/model/model.ts'
import { sourceNamed } from '../../src/model/source-named.ts'
import { makeRef } from '../../src/vocabulary/ref.ts'
import { bakery, ledger, till } from '../cli/bakery-world.ts'
import { loadTestModel } from '../servers/open-test-world.ts'
import { changedBakery, changedKey, ENTITIES, newField, newVocabulary, otherClock, renamedType, retiredField, STATES, TILL, type Changes } from './changed-bakery.ts'

/* What each change means for the bakery's files, told under the bakery's model: 8 till records of 3 lines (A-7-1, A-7-2, A-8-1), 2 orders and 2 products; 4 ledger records of 3 payments. */
let before: Model
let told: readonly ToldEvent[]
const folders: string[] = []
beforeAll(async () => {
  before = await loadTestModel(bakery)
  told = await eventsOf(before)
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const eventsOf = async (model: Model): Promise<readonly ToldEvent[]> => {
  const events = new Map<string, ToldEvent>()
  for (const [source, file] of [['till', till], ['ledger', ledger]] as const) {
    for await (const decoded of readSource(model, source, createReadStream(file), file)) {
      if (!decoded.ok || events.has(decoded.event.eventId)) continue
      const { eventId, occurredAt, statements } = decoded.event
      events.set(eventId, { seq: events.size + 1, source, event_id: eventId, occurred_at: occurredAt, recorded_at: 0, sequence: null, corrects: null, retracts: null, deletes: false, statements })
    }
  }
  return [...events.values()]
}
const loadChanged = async (changes: Changes): Promise<Model> => {
  const folder = changedBakery(changes)
  folders.push(folder)
  return loadTestModel(folder)
}
const NOTHING: Parameters<typeof findingsOf>[2] = { declared: undefined, several: new Map(), rulings: { merges: 0, idle: 0, strangers: [] }, decodings: [], shared: [], inferred: [], proposed: [] }
const weigh = (model: Model, decodedBy: Model = before, events: readonly ToldEvent[] = told, more: Partial<Parameters<typeof findingsOf>[2]> = {}): readonly Finding[] => {
  const tally = tallyGaps(model)
  tally.take(events)
  const decodings = [...Map.groupBy(events, ({ source }) => source)].map(([source, those]) => ({ source, decoding: decodingOf(sourceNamed(decodedBy, source)), events: those.length }))
  return findingsOf(model, tally.gaps(), { ...NOTHING, declared: declaredFields(before), decodings, ...more })
}
const brief = (findings: readonly Finding[]): readonly string[] => findings.map(({ effect, about, events, entities }) => [effect, about, events, entities].filter((part) => part !== undefined).join(' '))

describe('a model means for what is held', () => {
  test('nothing, when it is the one that decoded it', () => {
    expect(weigh(before)).toEqual([])
  })

  test.each<readonly [string, Changes, readonly string[]]>([
    ['renamed type: hidden until told again', renamedType, ['HIDES OrderLine 8 3', 'INFORMS till: OrderLine key 8', 'TELL_AGAIN till: Bake key 8']],
    ['new field: absent until told again', newField, ['TELL_AGAIN till: OrderLine.article 8']],
    ['changed key: the old one until told again', changedKey, ['TELL_AGAIN till: OrderLine key 8']],
    ['moved word: the old state until told again; a new word is for those that were refused', newVocabulary, ["TELL_AGAIN till: OrderLine 'gebacken' 8", "INFORMS till: OrderLine 'lost' 8"]],
    ['retired field: hidden', retiredField, ['HIDES Order.phone 8 2', 'INFORMS till: Order.phone 8']],
    ['field of another type: absent until told again', { [ENTITIES]: [['pieces: Int!', 'pieces: Decimal!']] }, ['HIDES OrderLine.pieces 8 3', 'TELL_AGAIN till: OrderLine.pieces 8']],
    ['dropped state: undefined, which two lines were in on their way', { [STATES]: [[/ {4}- \{ name: BAKED.*\n/, ''], ['next: [BAKED, CANCELLED]', 'next: [HANDED_OVER, CANCELLED]']] }, ["HIDES OrderLine 'BAKED' 2 2", "INFORMS till: OrderLine 'baked' 8", "INFORMS till: OrderLine 'gebacken' 8"]],
    ['renamed scheme: neither found nor linked by it until told again', {
      [ENTITIES]: [['sales.slip', 'sales.number']], [TILL]: [['sales.slip', 'sales.number']], 'domains/finance/sources/ledger.yaml': [['sales.slip', 'sales.number']],
    }, ['HIDES Order identifier sales.slip 8 2', 'HIDES Payment.order 3 2', 'TELL_AGAIN till: Order identifier sales.number 8', 'INFORMS till: Order identifier sales.slip 8', 'TELL_AGAIN ledger: Payment.order 4']],
    ['relation to another type: links to the old one hidden until told again', {
      [ENTITIES]: [[/\bProduct\b/g, 'Article']], [TILL]: [['entity: Product', 'entity: Article']],
    }, ['HIDES OrderLine.product 8 3', 'HIDES Product 8 2', 'TELL_AGAIN till: Article key 8', 'TELL_AGAIN till: OrderLine.product 8', 'INFORMS till: Product key 8']],
    ['gone source and relation', {
      'domains/finance/entities.graphql': [[/\n {2}order: Order @rel.*/, '']], [ENTITIES]: [[/\n {2}payments: .*/, '']],
      'domains/finance/sources/ledger.yaml': [['source: ledger', 'source: book'], [/ {4}links:\n.*\n/, '']], 'definitions/completed.yaml': [[/ {6}finance:\n( {8}.*\n)+/, '']],
    }, ['HIDES Payment.order 3 2', 'INFORMS ledger 4']],
    ['other event ids: told again, all would be taken twice', { [TILL]: [["eventId: record.slip + '/' +", "eventId: record.slip + '#' +"]] }, ['DOUBLES till: eventId 8']],
    ['other clock: the old times until told again', otherClock, ['TELL_AGAIN till: timezone 8', 'TELL_AGAIN ledger: timezone 4']],
    ['comment: nothing', { 'model.yaml': [['# A whole model', '# The whole model']] }, []],
  ])('%s', async (_, changes, expected) => {
    const model = await loadChanged(changes)
    expect([...brief(weigh(model))].sort()).toEqual([...expected].sort())
    // Told again under the changed model, what it takes has its place; a source that is gone takes nothing.
    const after = model.sources.has('ledger') ? await eventsOf(model) : []
    expect(weigh(model, model, after)).toEqual([])
  })

  test('the gravest first, each with what it touches and what to do', async () => {
    expect(weigh(await loadChanged(renamedType)).map(({ effect, about, detail }) => `${effect} ${about}: ${detail}`)).toEqual([
      'HIDES OrderLine: the model has no such type; 3 entities, told of by 8 records, are not shown. Where it was renamed, tell its records again: osl ingest --redecode till <files>',
      'TELL_AGAIN till: Bake key: is new; nothing is known of it from the source\'s 8 records told before until they are told again: osl ingest --redecode till <files>',
      'INFORMS till: OrderLine key: is not read any more; what the source\'s 8 records told before said of it goes on standing',
    ])
  })

  test('of one record and one entity, as of one', async () => {
    const one = told.slice(0, 1)
    const said = async (changes: Changes): Promise<readonly string[]> => weigh(await loadChanged(changes), before, one).map(({ about, detail }) => `${about}: ${detail}`)
    expect(await said(renamedType)).toEqual([
      'OrderLine: the model has no such type; 1 entity, told of by 1 record, is not shown. Where it was renamed, tell its records again: osl ingest --redecode till <files>',
      'till: Bake key: is new; nothing is known of it from the source\'s 1 record told before until it is told again: osl ingest --redecode till <files>',
      'till: OrderLine key: is not read any more; what the source\'s 1 record told before said of it goes on standing',
    ])
    expect(await said(retiredField)).toEqual(['Order.phone: the model has no such attribute; what 1 record says of 1 entity is not shown', expect.stringMatching(/^till: Order.phone: is not read any more/)])
  })

  test('what an earlier release took, without a note of how, is said not to be known', () => {
    expect(brief(findingsOf(before, [], { ...NOTHING, decodings: [{ source: 'till', decoding: undefined, events: 7 }] }))).toEqual(['INFORMS till 7'])
  })

  test('identifiers that several claim are a conflict where they may not be shared, and none where they may', async () => {
    const shared = await loadChanged({ [ENTITIES]: [['@identifier(scheme: "sales.slip")', '@identifier(scheme: "sales.slip", shared: true)']], 'domains/finance/sources/ledger.yaml': [[/ {4}links:\n.*\n/, '']] })
    const held = (contested: boolean) => ({ shared: [{ type: 'Order', scheme: 'sales.slip', values: 2, contested }] })
    const about = (model: Model, contested: boolean) => weigh(model, model, [], held(contested)).map(({ detail }) => detail)
    expect(about(shared, true)).toEqual(['may be shared; 2 values are claimed by several entities, which is a conflict no more'])
    expect(about(before, false)).toEqual(['may not be shared; 2 values are claimed by several entities, and each is a conflict from the rebuild on'])
    expect([...about(shared, false), ...about(before, true)]).toEqual([])
  })

  // Order A-8's phone came without a pickup time; nothing but the till tells of orders.
  test('a field that becomes required: how many have none, who are refused when told again; one that ceases to be: who are taken now', async () => {
    const required = await loadChanged({ [ENTITIES]: [['pickupAt: DateTime', 'pickupAt: DateTime!']] })
    expect(brief(weigh(required))).toEqual(['INFORMS Order.pickupAt 2 1'])
    const phone = await loadChanged({ [ENTITIES]: [['phone: String', 'phone: String!'], ['pieces: Int!', 'pieces: Int']] })
    expect(weigh(phone).map(({ effect, about, detail }) => `${effect} ${about}: ${detail}`)).toEqual([
      'INFORMS Order.phone: was String, is String!; records without it are refused from now on; those that were taken stand',
      'INFORMS OrderLine.pieces: was Int!, is Int; records that were refused for want of it are taken by osl rejects retry',
    ])
    expect(weigh(phone, before, told, { declared: undefined })).toEqual([])
  })

  test('a relation that has a single target now: who was told several', async () => {
    const single = await loadChanged({ [ENTITIES]: [['lines: [OrderLine!]!', 'lines: OrderLine']] })
    const several = (entities: number) => ({ several: new Map([['Order.lines', entities]]) })
    expect(weigh(single, before, told, several(1)).map(({ effect, about, detail }) => `${effect} ${about}: ${detail}`)).toEqual([
      'HIDES Order.lines: was [OrderLine!]!, is OrderLine; 1 entity was told several, and the field shows one alone',
    ])
    expect(weigh(single, before, told, several(0))).toEqual([])
  })

  test('a field kept along a path, new, of another path, or gone: what the rebuild makes of it', async () => {
    const keeping = (path: string): Changes => ({ [ENTITIES]: [['  name: String\n}', `  name: String\n  orderedBy: [String!]! @kept(path: "${path}")\n  lines: [OrderLine!]! @relation(type: "OF_PRODUCT", direction: IN)\n}`]] })
    const [phones, slips] = [await loadChanged(keeping('lines.order.phone')), await loadChanged(keeping('lines.order.slip'))]
    const said = (model: Model, held: Model) => weigh(model, before, told, { declared: declaredFields(held) }).map(({ effect, about, detail }) => `${effect} ${about}: ${detail}`)
    expect(said(phones, before)).toEqual(['INFORMS Product.orderedBy: is @kept(path: "lines.order.phone") and new; the rebuild works it out'])
    expect(said(slips, phones)).toEqual(['INFORMS Product.orderedBy: was @kept(path: "lines.order.phone"), is @kept(path: "lines.order.slip"); the rebuild works it out'])
    expect(said(before, slips)).toEqual(['INFORMS Product.orderedBy: was @kept(path: "lines.order.slip"), and is not kept any more'])
    expect(said(slips, slips)).toEqual([])
  })

  test('merges of orders: that they name orders by keys which change, and, once none tells of those, that they join nothing', async () => {
    const keys = await loadChanged({ [TILL]: [['key: record.slip\n    identifiers', "key: '\"R-\" + record.slip'\n    identifiers"], ['field: order, key: record.slip', "field: order, key: '\"R-\" + record.slip'"]] })
    const merges = { merges: 2, idle: 0, strangers: [] }
    expect(brief(weigh(keys, before, told, { rulings: merges }))).toEqual(['TELL_AGAIN till: Order key 8', 'TELL_AGAIN till: OrderLine.order 8', 'INFORMS merges of Order 2'])
    expect(brief(weigh(keys, before, told))).toEqual(['TELL_AGAIN till: Order key 8', 'TELL_AGAIN till: OrderLine.order 8'])
    expect(brief(weigh(before, before, told, { rulings: merges }))).toEqual([])
    expect(weigh(before, before, told, { rulings: { merges: 2, idle: 1, strangers: [makeRef('Order', 'A-9')] } }).map(({ effect, about, detail }) => `${effect} ${about}: ${detail}`)).toEqual([
      'HIDES merges of Order: 1 merge names an order of which no record tells (Order/A-9) and joins nothing. Take them back (osl orders unmerge) and merge the orders as they are called now',
    ])
  })

  test('nothing, when every kind of value, state and link of a large model was decoded by it', async () => {
    const model = await loadTestModel('examples/medtech/model')
    const out = mkdtempSync(join(tmpdir(), 'osl-findings-'))
    folders.push(out)
    const tally = tallyGaps(model)
    let events = 0
    for (const { source, file } of (await generateMedtech({ orders: 20, seed: 3, out })).files) {
      for await (const decoded of readSource(model, source, createReadStream(join(out, file)), file)) {
        if (!decoded.ok) continue
        tally.take([{ seq: (events += 1), source, event_id: decoded.event.eventId, occurred_at: 0, recorded_at: 0, sequence: null, corrects: null, retracts: null, deletes: false, statements: decoded.event.statements }])
      }
    }
    expect(events).toBeGreaterThan(500)
    expect(tally.gaps()).toEqual([])
  })

  test('inferred links of a rule that is gone', () => {
    expect(brief(weigh(before, before, told, { inferred: [{ derivation: 'supplied_from', links: 3 }] }))).toEqual(['INFORMS supplied_from'])
  })

  test('entities beyond the bound are counted as at least', async () => {
    const tally = tallyGaps(await loadChanged(renamedType), 2)
    tally.take(told)
    expect(tally.gaps()).toEqual([{ kind: 'TYPE', type: 'OrderLine', name: 'OrderLine', events: 8, entities: 2, atLeast: true, sources: ['till'] }])
  })
})

describe('translations', () => {
  const cosmetics = (): Promise<Model> => loadTestModel('examples/cosmetics')
  const weighed = async (proposed: Parameters<typeof findingsOf>[2]['proposed'], decodings: Parameters<typeof findingsOf>[2]['decodings'] = []): Promise<readonly string[]> =>
    findingsOf(await cosmetics(), [], { ...NOTHING, proposed, decodings }).map(({ effect, about, detail }) => `${effect} ${about}: ${detail}`)

  test('one that is new judges what is held', async () => {
    const all = { translation: 'defect-change', type: 'EngineeringChange', proposals: 2, open: 1 }
    expect(await weighed([all, { ...all, translation: 'region-line', type: 'LineSwitch' }])).toEqual(['INFORMS spf-stability: is new, or has proposed nothing so far; the rebuild has it judge every window of what is held'])
  })

  test('one that is gone, and one that proposes another type; neither is a source', async () => {
    const held = [
      { translation: 'defect-change', type: 'Recipe', proposals: 3, open: 2 }, { translation: 'defect-change', type: 'EngineeringChange', proposals: 1, open: 0 }, { translation: 'old-name', type: 'LineSwitch', proposals: 1, open: 0 },
      { translation: 'region-line', type: 'LineSwitch', proposals: 1, open: 0 }, { translation: 'spf-stability', type: 'StabilityTest', proposals: 1, open: 0 },
    ]
    expect(await weighed(held, [{ source: 'old-name', decoding: { 'translation version': '1' }, events: 2 }, { source: 'defect-change', decoding: { 'translation version': '1' }, events: 4 }])).toEqual([
      'INFORMS defect-change: proposes EngineeringChange from now on, also for windows that are over; 3 Recipe proposals stand, 2 of them undecided',
      'INFORMS old-name: the model has no such translation; 1 LineSwitch proposal stands, all decided on. Under another name it proposes all that holds anew',
    ])
  })
})
