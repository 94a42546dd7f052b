import fc from 'fast-check'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { HeldDefinitions } from '../../src/model/held-definitions.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { EntityType } from '../../src/model/entity-type.ts'
import type { DefinitionModel, DefinitionVersion, Model } from '../../src/model/model.ts'
import { askForShared } from '../../src/plan/ask-for-shared.ts'
import { boundedInt } from '../../src/plan/bounds.ts'
import { chooseVersion } from '../../src/plan/choose-version.ts'
import { checkOwner, decodeCursor, encodeCursor } from '../../src/plan/cursor.ts'
import { planPage } from '../../src/plan/plan-page.ts'
import { planLineage } from '../../src/plan/plan-lineage.ts'
import { cursorSecret, sealOf } from '../../src/plan/sealed-cursor.ts'
import { planColumns } from '../../src/plan/plan-columns.ts'
import { planCondition, WHERE_DEPTH } from '../../src/plan/plan-condition.ts'
import type { WhereContext } from '../../src/plan/where.ts'
import { planSort, sortFieldName } from '../../src/plan/plan-sort.ts'
import { byKeys, satisfied } from '../../src/plan/satisfied.ts'
import { stepsAlong, WalkMap } from '../../src/plan/walk-map.ts'
import type { SortKey } from '../../src/plan/sort-key.ts'
import type { Cell, EntityRow } from '../../src/vocabulary/entity-row.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

let model: Model
let medtech: Model
const used: string[] = []
const SECRET = cursorSecret('a world', 'a model')
const context = (of = model): WhereContext => ({ model: of, at: instant(Date.parse('2026-04-01T00:00:00Z')), used: (definition, version) => used.push(`${definition} ${version}`), sealOf: (list) => sealOf(SECRET, list) })
const load = async (folder: string): Promise<Model> => {
  const loaded = await loadModel(join(import.meta.dirname, '..', '..', folder))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.model
}
beforeAll(async () => {
  model = await load('examples/bakery')
  medtech = await load('schema')
})
const order = (of = model): EntityType => {
  const type = of.types.get('Order')
  if (type === undefined) throw new Error('no Order')
  return type
}

const KEYS: readonly SortKey[] = [{ property: 'a', direction: 'ASC', holds: 'number', indexed: true }, { property: 'b', direction: 'DESC', holds: 'string', indexed: false }]

describe('a cursor', () => {
  it('round-trips whatever the values', () => {
    fc.assert(fc.property(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.option(fc.string()), fc.string(), fc.option(fc.string()), (a, b, ref, owner) => {
      const held = { owner, values: [a === null ? null : a + 0, b], ref }
      expect(decodeCursor('seal', KEYS, encodeCursor('seal', held))).toEqual(JSON.parse(JSON.stringify(held)))
    }))
  })

  it('changed anywhere is refused, as is any text and a value of another kind', () => {
    const made = encodeCursor('seal', { owner: 'Y/1', values: [1, 'b'], ref: 'X/1' })
    fc.assert(fc.property(fc.nat({ max: made.length - 1 }), fc.stringMatching(/^[A-Za-z0-9_-]$/), (place, letter) => {
      fc.pre(made[place] !== letter)
      expect(() => decodeCursor('seal', KEYS, made.slice(0, place) + letter + made.slice(place + 1))).toThrow('no cursor')
    }))
    for (const text of [`${made}=`, `${made} `, made.slice(1), `${made}A`]) expect(() => decodeCursor('seal', KEYS, text)).toThrow('no cursor')
    expect(() => decodeCursor('seal', KEYS, encodeCursor('seal', { owner: null, values: ['text for a number', 'b'], ref: 'X/1' }))).toThrow('no cursor')
    fc.assert(fc.property(fc.string(), (text) => { expect(() => decodeCursor('seal', KEYS, text)).toThrow('no cursor') }))
  })

  it('is taken by the list that gave it and by no other: filters, order, field, model or journal', () => {
    const lines = order().relations.get('lines')
    const line = model.types.get('OrderLine')
    if (lines === undefined || line === undefined) throw new Error('no lines')
    const seal = (args: Record<string, unknown>, of = context(), over?: typeof lines): string =>
      planPage(of, { type: over === undefined ? order() : line, ...(over === undefined ? {} : { over }), arguments: args, asked: [], nodes: [] }).seal
    const asked = { where: { slip: { eq: 'A-7' } }, orderBy: [{ field: 'PICKUP_AT' }] }
    const other = (secret: string): WhereContext => ({ ...context(), sealOf: (list) => sealOf(secret, list) })
    expect(seal({ ...asked, first: 7 })).toBe(seal(asked))
    const seals = [
      seal(asked), seal({ orderBy: asked.orderBy }), seal({ where: asked.where }), seal({ ...asked, where: { slip: { eq: 'B-2' } } }), seal({ ...asked, where: { slip: { ne: 'A-7' } } }),
      seal({ ...asked, orderBy: [{ field: 'PICKUP_AT', direction: 'DESC' }] }), seal({}, context(), lines),
      seal(asked, other(cursorSecret('another world', 'a model'))), seal(asked, other(cursorSecret('a world', 'another model'))),
      planLineage(context(), ['Order/1'], { direction: 'UPSTREAM' }).seal, planLineage(context(), ['Order/2'], { direction: 'UPSTREAM' }).seal, planLineage(context(), ['Order/1'], { direction: 'BOTH' }).seal,
    ]
    expect(new Set(seals).size).toBe(seals.length)
    const made = encodeCursor(seal(asked), { owner: null, values: [1], ref: 'Order/1' })
    for (const list of seals.slice(1)) expect(() => decodeCursor(list, KEYS.slice(0, 1), made)).toThrow('no cursor')
  })

  it('of another owner is refused', () => {
    expect(() => checkOwner('c', { owner: 'Order/1' }, 'Order/2')).toThrow('no cursor')
    expect(() => checkOwner('c', { owner: null }, 'Order/2')).toThrow('no cursor')
    checkOwner('c', { owner: 'Order/2' }, 'Order/2')
    checkOwner(undefined, undefined, 'Order/2')
  })
})

describe('a bound', () => {
  it.each([0, -1, 1001, 1.5, Number.NaN, Infinity, '5'])('refuses %s with what is wanted', (value) => {
    expect(() => boundedInt('first', value, 1, 1000, 50)).toThrow('wanted: a whole number from 1 to 1000')
  })
  it('has a default for what is not given', () => {
    expect([undefined, null, 1, 1000].map((value) => boundedInt('first', value, 1, 1000, 50))).toEqual([50, 50, 1, 1000])
  })
})

describe('the version of a definition', () => {
  const at = (text: string) => instant(Date.parse(text))
  const version = (number: number, lifecycle: DefinitionVersion['lifecycle'], from: string, to?: string): DefinitionVersion => ({
    definition: 'completed', version: number, lifecycle, judging: 'DONE', effectiveFrom: at(from), ...(to === undefined ? {} : { effectiveTo: at(to) }), changeReason: '', uses: new Map(), domains: [], unified: 'all', answers: {}, entityTypes: [], acts: [], text: '',
  })
  const definition: DefinitionModel = { name: 'completed', title: '', owner: '', versions: [version(1, 'RETIRED', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'), version(2, 'ACTIVE', '2026-02-01T00:00:00Z'), version(3, 'DRAFT', '2026-03-01T00:00:00Z')] }
  const chosen = (text: string, number?: number): number => chooseVersion({ ...model, definitions: new HeldDefinitions([['completed', definition]]) }, 'completed', number, at(text)).version

  it('is the one in force: its first instant is its own, its end the next one’s', () => {
    expect(chosen('2026-01-01T00:00:00Z')).toBe(1)
    expect(chosen('2026-01-31T23:59:59.999Z')).toBe(1)
    expect(chosen('2026-02-01T00:00:00Z')).toBe(2)
  })
  it('is never a draft, unless it is named', () => {
    expect(chosen('2026-04-01T00:00:00Z')).toBe(2)
    expect(chosen('2020-01-01T00:00:00Z', 3)).toBe(3)
  })
  it('before every version is refused with the first instant of one', () => {
    expect(() => chosen('2025-12-31T23:59:59Z')).toThrow('its first is effective from 2026-01-01T00:00:00Z')
  })
})

describe('columns', () => {
  const asked = (name: string, below: readonly string[] = [], args = {}) => ({ name, arguments: args, below: below.map((part) => ({ name: part, arguments: {}, below: [] })) })
  it('are those the selection is answered from, in one order whatever the question’s', () => {
    const fields = [asked('slip'), asked('phone'), asked('id'), asked('lines'), asked('verdict', ['unified', 'skewHours', 'version'], { definition: 'completed' })]
    const columns = ['phone', 'slip', 'verdict.completed.1.disputed', 'verdict.completed.1.outcome', 'verdict.completed.1.skewHours']
    expect(planColumns(model, order(), fields, context().at)).toEqual(columns)
    expect(planColumns(model, order(), fields.toReversed(), context().at)).toEqual(columns)
  })
  it('of a verdict that will be refused are none', () => {
    expect(planColumns(model, order(), [asked('verdict', ['unified'], { definition: 'complete' })], context().at)).toEqual([])
  })
})

describe('a condition', () => {
  const linked = async () => []
  const holds = async (where: unknown, values: Record<string, Cell>, of = model): Promise<boolean | undefined> => {
    const condition = planCondition(context(of), order(of), where)
    const row: EntityRow = { type: 'Order', ref: storedRef('Order/1'), values }
    return condition === undefined ? undefined : (await satisfied([row], condition, linked))[0]
  }

  it('with something absent is false, and its opposite true', async () => {
    expect(await holds({ slip: { eq: 'x' } }, {})).toBe(false)
    expect(await holds({ slip: { ne: 'x' } }, {})).toBe(true)
    expect(await holds({ not: { pickupAt: { gt: 5 } } }, {})).toBe(true)
    expect(await holds({ slip: { isNull: true } }, {})).toBe(true)
  })

  it('nested beyond the bound is refused', async () => {
    let where: unknown = {}
    for (let depth = 0; depth <= WHERE_DEPTH; depth += 1) where = { not: where }
    await expect(holds(where, {})).rejects.toMatchObject({ code: 'BAD_ARGUMENT' })
    await expect(holds({ or: Array.from({ length: 300 }, () => ({ slip: { eq: 'x' } })) }, {})).rejects.toMatchObject({ code: 'BAD_ARGUMENT' })
  })

  it('that is null anywhere within is refused by its path: it would be no condition at all', async () => {
    const nulls: readonly (readonly [string, Record<string, unknown>])[] = [
      ['where.not', { not: null }], ['where.slip', { slip: null }], ['where.slip.eq', { slip: { eq: null } }], ['where.slip.in', { slip: { in: ['x', null] } }], ['where.state', { state: null }], ['where.state.local', { state: { local: null } }],
      ...['some', 'none', 'every'].flatMap((quantifier) => (['lines', 'states', 'verdicts'] as const).map((list) => [`where.${list}.${quantifier}`, { [list]: { [quantifier]: null } }] as const)),
      ['where.lines.every.and', { lines: { every: { and: [null] } } }], ['where.states.some.domain', { states: { some: { domain: null, canonical: { eq: 'DONE' } } } }], ['where.verdicts.every.outcome', { verdicts: { every: { outcome: null } } }],
    ]
    for (const [argument, where] of nulls) await expect(holds(where, {}), argument).rejects.toMatchObject({ code: 'BAD_ARGUMENT', parameters: { argument, value: 'null' } })
    // The whole of it left out is no filter, as every argument is.
    expect(await holds(null, {})).toBeUndefined()
  })

  it('on states is of some domain, no domain, or every domain that has something to say', async () => {
    const [one, two] = [...medtech.orderStates.keys()]
    if (one === undefined || two === undefined) throw new Error('the reference model has fewer than two order states')
    const canonical = medtech.canonicalStates[0] ?? ''
    const told = { [`states.${one}.settled`]: true, [`states.${one}.canonical`]: canonical }
    const both = { ...told, [`states.${two}.settled`]: true, [`states.${two}.canonical`]: 'else' }
    const that = { canonical: { eq: canonical } }
    expect(await holds({ states: { some: that } }, told, medtech)).toBe(true)
    expect(await holds({ states: { some: { domain: { eq: two }, ...that } } }, told, medtech)).toBe(false)
    expect(await holds({ states: { none: that } }, told, medtech)).toBe(false)
    expect(await holds({ states: { every: that } }, told, medtech)).toBe(true)
    expect(await holds({ states: { every: that } }, both, medtech)).toBe(false)
    expect(await holds({ states: { every: that } }, {}, medtech)).toBe(true)
  })

  it('on a word that is no state is refused by the path at which it was asked', async () => {
    for (const quantifier of ['some', 'none', 'every']) for (const part of ['local', 'canonical']) {
      await expect(holds({ states: { [quantifier]: { [part]: { eq: 'DUN' } } } }, {}, medtech)).rejects.toMatchObject({ code: 'BAD_ARGUMENT', parameters: { argument: `where.states.${quantifier}.${part}`, value: "'DUN'" } })
    }
    await expect(holds({ lines: { some: { state: { local: { eq: 'BAKD' } } } } }, {})).rejects.toThrow("Argument 'where.state.local' is 'BAKD'; wanted: a state, nearest: BAKED.")
  })

  it('tells the receipt which versions it used', () => {
    used.length = 0
    planCondition(context(), order(), { verdicts: { some: { outcome: { eq: 'MET' } } } })
    expect(used).toEqual(['completed 1'])
  })
})

describe('sorting', () => {
  it('by a field, a state or a verdict, one in each entry', () => {
    expect(planSort(context(), order(), [{ field: 'PICKUP_AT', direction: 'DESC' }, { verdict: { definition: 'completed', by: 'FIRST_MET_AT' } }, { field: 'STATE_CANONICAL' }])).toEqual([
      { property: 'pickupAt', direction: 'DESC', holds: 'number', indexed: true },
      { property: 'verdict.completed.1.firstMetAt', direction: 'ASC', holds: 'number', indexed: false },
      { property: 'state.canonical', direction: 'ASC', holds: 'number', indexed: false, ranks: ['PLANNED', 'IN_PROGRESS', 'DONE', 'CANCELLED'] },
    ])
    expect(() => planSort(context(), order(), [{}])).toThrow('exactly one of field, state and verdict')
  })
  it('puts absent values last both ways and breaks ties by ref', () => {
    const rows = [{ values: [null, 'x'], ref: 'c' }, { values: [1, null], ref: 'b' }, { values: [1, 'x'], ref: 'a' }, { values: [1, 'y'], ref: 'd' }, { values: [1, 'x'], ref: '0' }]
    expect(rows.toSorted(byKeys(KEYS)).map(({ ref }) => ref)).toEqual(['d', '0', 'a', 'b', 'c'])
  })
  it('names fields in capitals', () => {
    expect(['pickupAt', 'slip', 'udiDi', 'lot2'].map(sortFieldName)).toEqual(['PICKUP_AT', 'SLIP', 'UDI_DI', 'LOT2'])
  })
})

describe('the map of a walk', () => {
  it('follows relations the way they are stored and leaves out those without lineage', () => {
    const map = new WalkMap(stepsAlong(model, 'DOWNSTREAM'), undefined)
    expect(map.level(new Set(['Order']))).toEqual({ out: { names: ['HAS_LINE'], types: ['OrderLine'] }, in: { names: ['PAYS'], types: ['Payment'] } })
    expect(map.level(new Set(['OrderLine', 'Product']))).toBeUndefined()
  })
  it('is pruned to what leads to the wanted types', () => {
    const map = new WalkMap(stepsAlong(model, 'DOWNSTREAM'), new Set(['Payment']))
    expect(map.level(new Set(['Order']))).toEqual({ out: { names: [], types: [] }, in: { names: ['PAYS'], types: ['Payment'] } })
    expect(map.allows('Order', 'HAS_LINE', 'OrderLine', 'out')).toBe(false)
  })
})

describe('the hint for what orders share', () => {
  it('is a question that reaches orders in this very model', () => {
    // What several of one number is asked for names them all.
    expect(askForShared(medtech, 'Hospital', ['Hospital/H1'], 'Order')).toBe('lineage(from: ["Hospital/H1"], direction: UPSTREAM, to: ["Order"])')
    expect(askForShared(medtech, 'Lot', ['Lot/L1', 'Lot/L2'], 'Order')).toBe('lineage(from: ["Lot/L1","Lot/L2"], direction: DOWNSTREAM, to: ["Inspection","Nonconformance","QualityHold","SerialUnit"]), and from what it answers, up to 1000 refs at a time, lineage(direction: UPSTREAM, to: ["Order"])')
    expect(askForShared(medtech, 'BomRevision', ['BomRevision/B1'], 'Order')).toBe('lineage(from: ["BomRevision/B1"], direction: DOWNSTREAM, to: ["OrderLine"]), and from what it answers, up to 1000 refs at a time, lineage(direction: UPSTREAM, to: ["Order"])')
    expect(askForShared(model, 'Product', ['Product/C"1'], 'Order')).toBe('orders(where: {lines: {some: {product: {some: {id: {eq: "Product/C\\"1"}}}}}})')
  })
})
