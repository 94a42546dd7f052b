import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import type { ModelProblem } from '../../src/model/model-problem.ts'
import { atelier } from '../settle/tell.ts'

const HEAD = 'title: t\nowner: the desk\nversions:\n  - version: 1\n    changeReason: wanted\n'
/** Two stages, and both domains that it is used under. */
const SEWN = `definition: sewn\n${HEAD}    domains: { selling: { over: Garment, met: state.local == 'SEWN' } }\n    unified: all\n    answers: { stage: { scale: [NO, YES], is: "outcome == 'MET' ? 'YES' : 'NO'" } }\n`
const written = (body: string): string => `definition: odd\n${HEAD}    uses: { v: { definition: sewn, version: 1 } }\n${body.replaceAll(/^/gm, '    ')}\n`
const problemsOf = (body: string): readonly ModelProblem[] => {
  const built = atelier.buildVersions([['sewn', SEWN], ['odd', written(body)]].map(([definition = '', source = '']) => ({ definition, version: 1, source, ...(definition === 'odd' ? { lifecycle: 'PROPOSED' as const, judging: 'NOT_YET' as const } : { lifecycle: 'APPROVED' as const, judging: 'DONE' as const }) })))
  return built.ok ? [] : built.problems
}
/** What is said, and the text that stands at its place. */
const said = (body: string): readonly string[] => problemsOf(body).map(({ code, line, column }) => `${code} ${written(body).split('\n')[line - 1]?.slice(column - 1) ?? ''}`)

interface Rule { readonly over?: string; readonly more?: string; readonly validWhen?: string; readonly applies?: string; readonly appliesWhen?: string; readonly met: string }
/** A rule of a domain, a line for each key. */
const rule = ({ over = 'Garment', more, validWhen, applies, appliesWhen, met }: Rule): string => [
  ...(validWhen === undefined ? [] : [`validWhen: "${validWhen}"`]), 'domains:', '  selling:', `    over: ${over}`, ...(more === undefined ? [] : [`    ${more}`]),
  ...(applies === undefined ? [] : [`    applies: "${applies}"`]), ...(appliesWhen === undefined ? [] : [`    appliesWhen: "${appliesWhen}"`]), `    met: "${met}"`, 'unified: all',
].join('\n')

describe('a rule that can never be met is refused at its place', () => {
  test.each<[string, Rule, string]>([
    ['what counts is never met', { appliesWhen: "state.local == 'CANCELLED'", met: "state.local == 'SEWN'" }, `NEVER_TOGETHER "state.local == 'SEWN'"`],
    ['what counts is never met, by the common state', { appliesWhen: "state.canonical != 'DONE'", met: "state.local == 'SEWN'" }, `NEVER_TOGETHER "state.local == 'SEWN'"`],
    ['the orders it applies to are not those it is for', { validWhen: "order.terms == 'GIFT'", applies: "order.terms != 'GIFT'", met: 'true' }, `NEVER_TOGETHER "order.terms != 'GIFT'"`],
    ['what is met is of orders that it does not apply to', { applies: "order.terms in ['GIFT', 'POST']", met: "order.terms == 'CASH' && state.local == 'SEWN'" }, `NEVER_TOGETHER "order.terms == 'CASH' && state.local == 'SEWN'"`],
    ['an order looked at as an entity is the order', { over: 'Order', applies: "order.terms == 'GIFT'", met: "entity.terms == 'POST'" }, `NEVER_TOGETHER "entity.terms == 'POST'"`],
    ['an order is one entity', { over: 'Order', more: 'requires: 2', met: 'true' }, 'REQUIRES_TOO_MANY 2'],
    ['no', { met: 'false' }, 'NEVER_TRUE "false"'],
    ['what is false of numbers', { met: '1 > 2' }, 'NEVER_TRUE "1 > 2"'],
    ['an entity in two states', { over: 'Order', met: "entities.Garment.exists(g, g.state.local == 'SEWN' && g.state.local == 'CUT')" }, `NEVER_TRUE "entities.Garment.exists(g, g.state.local == 'SEWN' && g.state.local == 'CUT')"`],
    ['an entity of those in another state', { over: 'Order', met: "entities.Garment.filter(g, g.state.local == 'SEWN').exists(g, g.state.canonical == 'PLANNED')" }, `NEVER_TRUE "entities.Garment.filter(g, g.state.local == 'SEWN').exists(g, g.state.canonical == 'PLANNED')"`],
    ['more than none of what there is none of', { over: 'Order', met: "size(entities.Garment.filter(g, g.state.local == 'SEWN' && g.state.local == 'CUT')) > 0" }, `NEVER_TRUE "size(entities.Garment.filter(g, g.state.local == 'SEWN' && g.state.local == 'CUT')) > 0"`],
    ['two outcomes of another version', { over: 'Order', met: "verdicts.v.outcome == 'MET' && verdicts.v.outcome == 'NOT_MET'" }, `NEVER_TRUE "verdicts.v.outcome == 'MET' && verdicts.v.outcome == 'NOT_MET'"`],
    ['two stages of another version', { over: 'Order', appliesWhen: "verdicts.v.stage == 'YES'", met: "verdicts.v.stage == 'NO'" }, `NEVER_TOGETHER "verdicts.v.stage == 'NO'"`],
    ['a source that never says a state of it', { met: "state.source == 'bank'" }, `UNKNOWN_WORD 'bank'"`],
    ['a field that no claim of it is about', { met: "claims.exists(c, c.field == 'staet')" }, `UNKNOWN_WORD 'staet')"`],
    ['an attribute without claims', { over: 'Order', met: "claims.exists(c, c.field == 'note')" }, `UNKNOWN_WORD 'note')"`],
    ['a claim of two fields', { met: "claims.exists(c, c.field == 'state' && c.field == 'pieces')" }, `NEVER_TRUE "claims.exists(c, c.field == 'state' && c.field == 'pieces')"`],
    ['a claim of an unknown domain', { met: "claims.exists(c, c.domain == 'saling')" }, `UNKNOWN_WORD 'saling')"`],
  ])('%s', (_, body, wanted) => expect(said(rule(body))).toEqual([wanted]))
  it('says beside which conditions, and no more of them than it takes', () => {
    const [problem] = problemsOf(rule({ validWhen: "order.terms != 'GIFT'", applies: "verdicts.v.outcome == 'MET'", appliesWhen: "state.local == 'CUT'", met: "order.terms == 'GIFT' && state.local == 'CUT'" }))
    expect(problem?.message).toBe("'met' can never be true where 'validWhen' is, so nothing ever meets this rule.")
  })
  it('outcomes that never come together are', () => expect(said(rule({ met: 'true' }).replace('unified: all', 'unified: "false"'))).toEqual(['NEVER_TRUE "false"']))
})

describe('what can be true is taken', () => {
  test.each<[string, Rule]>([
    ['what is absent', { met: '!has(state.local)' }],
    ['what is absent, asked by its name', { over: 'Order', met: "!('terms' in order) && order.number == 'x'" }],
    ['an order has no claim yet', { over: 'Order', met: 'size(claims) == 0' }],
    ['every entity of none', { over: 'Order', met: "entities.Garment.all(g, g.state.local == 'SEWN' && g.state.local == 'CUT')" }],
    ['two entities in two states', { over: 'Order', met: "entities.Garment.exists(g, g.state.local == 'SEWN') && entities.Garment.exists(g, g.state.local == 'CUT')" }],
    ['the entity and another one', { appliesWhen: "state.local == 'CUT'", met: "entities.Garment.exists(g, g.state.local == 'SEWN')" }],
    ['the entity and its order', { over: 'Parcel', applies: "order.terms == 'GIFT'", met: "state.local == 'SENT'" }],
    ['a part of a text', { applies: "order.terms == 'GIFT'", met: "order.terms.startsWith('G')" }],
    ['a text of which a part is asked', { met: "order.terms.startsWith('GI') && order.terms != 'GIFT'" }],
    ['two texts that are not written out', { met: "order.terms == order.number && order.terms != 'GIFT'" }],
    ['the clock', { appliesWhen: "state.local == 'CUT'", met: "now > state.since + duration('2h') && now < state.since + duration('4h')" }],
    ['a local time', { over: 'Order', met: "timestamp('2026-03-02T00:00:00') < timestamp('2026-03-02T00:00:00Z')" }],
    ['two entities of many', { more: 'requires: 2', met: "state.local == 'SEWN'" }],
    ['a link, an identifier and an attribute with a history', { met: "claims.exists(c, c.field == 'order') || claims.exists(c, c.field == 'selling.tag') || claims.exists(c, c.field == 'pieces')" }],
    ['one that asks for none', { over: 'Complaint', more: 'requires: 0', met: "state.local == 'SOLVED'" }],
  ])('%s', (_, body) => expect(said(rule(body))).toEqual([]))
  test.each(['examples/bakery', 'examples/cosmetics', 'examples/gudid', 'examples/epcis', 'examples/synthea', 'examples/steelwheels', 'schema', 'test/journal/kiosk', 'test/journal/ward'])('%s', async (folder) => {
    expect(await loadModel(folder)).toMatchObject({ ok: true })
  }, 60_000)
})

/** Kleene's values: null is unknown. */
type Truth = boolean | null
const not = (a: Truth): Truth => (a === null ? null : !a)
const and = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a === null || b === null ? null : true)
const or = (a: Truth, b: Truth): Truth => not(and(not(a), not(b)))

/** All that a condition can look at; undefined: absent. */
interface World { readonly local: string | undefined; readonly terms: string | undefined; readonly outcome: string; readonly payments: readonly (string | undefined)[] }
/** A condition as a model writes it, and what it comes to by this file's own reckoning; `exact`: it asks for no more than which of its values something has. */
interface Tried { readonly text: string; readonly of: (world: World) => Truth; readonly exact: boolean }

const CANONICAL: Readonly<Record<string, string>> = { ORDERED: 'PLANNED', CUT: 'IN_PROGRESS', TACKED: 'IN_PROGRESS', SEWN: 'DONE', CANCELLED: 'CANCELLED' }
const LOCALS = Object.keys(CANONICAL)
const OUTCOMES = ['MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE']
const PAYMENTS = ['PROMISED', 'BOOKED', 'VOID']
const options = (values: readonly string[]): readonly (string | undefined)[] => [...values, undefined]
const WORLDS: readonly World[] = options(LOCALS).flatMap((local) => options(['GIFT', 'POST', 'Gourd']).flatMap((terms) => OUTCOMES.flatMap((outcome) =>
  [[], ...options(PAYMENTS).flatMap((one) => [[one], ...options(PAYMENTS).map((other) => [one, other])])].map((payments) => ({ local, terms, outcome, payments })))))

const compared = (path: string, values: readonly string[], read: (world: World) => string | undefined): fc.Arbitrary<Tried> =>
  fc.tuple(fc.constantFrom('==', '!=', 'in'), fc.constantFrom(...values), fc.constantFrom(...values)).map(([by, one, other]) => ({
    exact: true, text: by === 'in' ? `${path} in ['${one}', '${other}']` : `${path} ${by} '${one}'`,
    of: (world) => { const value = read(world); return value === undefined ? null : by === 'in' ? value === one || value === other : (value === one) === (by === '==') },
  }))

const joined = (leaf: fc.Arbitrary<Tried>): fc.Arbitrary<Tried> => fc.letrec<{ any: Tried }>((tie) => ({
  any: fc.oneof({ maxDepth: 3, depthIdentifier: 'condition' }, leaf, fc.tuple(fc.constantFrom('&&', '||', '!', '?'), tie('any'), tie('any'), tie('any')).map(([by, a, b, c]): Tried => {
    const exact = a.exact && (by === '!' || b.exact) && (by !== '?' || c.exact)
    if (by === '!') return { exact, text: `!(${a.text})`, of: (world) => not(a.of(world)) }
    if (by === '?') return { exact, text: `((${a.text}) ? (${b.text}) : (${c.text}))`, of: (world) => { const which = a.of(world); return which === null ? null : which ? b.of(world) : c.of(world) } }
    return { exact, text: `(${a.text} ${by} ${b.text})`, of: (world) => (by === '&&' ? and : or)(a.of(world), b.of(world)) }
  })),
})).any

/** A condition on one payment of the list. */
const ofPayment = joined(compared('p.state.local', PAYMENTS, ({ local }) => local))
const overPayments = fc.tuple(fc.constantFrom('exists', 'all', 'filter'), ofPayment).map(([macro, inner]): Tried => {
  const each = ({ payments }: World): readonly Truth[] => payments.map((local) => inner.of({ local, terms: undefined, outcome: 'UNKNOWN', payments: [] }))
  return {
    exact: false, text: macro === 'filter' ? `size(entities.Payment.filter(p, ${inner.text})) > 0` : `entities.Payment.${macro}(p, ${inner.text})`,
    of: (world) => (macro === 'all' ? each(world).reduce(and, true) : macro === 'exists' ? each(world).reduce(or, false) : each(world).includes(null) ? null : each(world).includes(true)),
  }
})
const constant = fc.boolean().map((is): Tried => ({ exact: true, text: is ? '1 < 2' : '1 > 2', of: () => is }))
const onOrder = joined(fc.oneof(
  compared('order.terms', ['GIFT', 'POST'], ({ terms }) => terms), compared('verdicts.v.outcome', OUTCOMES, ({ outcome }) => outcome), constant, overPayments,
  fc.constant<Tried>({ exact: false, text: 'has(order.terms)', of: ({ terms }) => terms !== undefined }),
  fc.constant<Tried>({ exact: false, text: "order.terms.startsWith('G')", of: ({ terms }) => terms?.startsWith('G') ?? null }),
))
const onGarment = joined(fc.oneof(
  compared('state.local', LOCALS, ({ local }) => local), compared('state.canonical', Object.values(CANONICAL), ({ local }) => CANONICAL[local ?? '']), onOrder,
  fc.constant<Tried>({ exact: false, text: 'has(state.local)', of: ({ local }) => local !== undefined }),
))

describe('of rules of any shape', () => {
  it('what is refused holds in no world that can be, and what holds in none is refused where that turns on values alone', () => {
    const counted = { refused: 0, taken: 0 }
    fc.assert(fc.property(fc.option(onOrder, { nil: undefined }), fc.option(onOrder, { nil: undefined }), fc.option(onGarment, { nil: undefined }), onGarment, (validWhen, applies, appliesWhen, met) => {
      const all = [validWhen, applies, appliesWhen, met].filter((one) => one !== undefined)
      const problems = problemsOf(rule({
        ...(validWhen === undefined ? {} : { validWhen: validWhen.text }), ...(applies === undefined ? {} : { applies: applies.text }), ...(appliesWhen === undefined ? {} : { appliesWhen: appliesWhen.text }), met: met.text,
      }))
      expect(problems.filter(({ code }) => code !== 'NEVER_TRUE' && code !== 'NEVER_TOGETHER')).toEqual([])
      const refused = problems.length > 0
      counted[refused ? 'refused' : 'taken'] += 1
      const isMet = WORLDS.some((world) => all.every((one) => one.of(world) === true))
      if (isMet) expect(problems.map(({ message }) => message)).toEqual([])
      else if (all.every(({ exact }) => exact)) expect(refused).toBe(true)
    }), { numRuns: 600 })
    expect(Math.min(counted.refused, counted.taken)).toBeGreaterThan(50)
  }, 240_000)
})

it('of a version by which orders are judged already it is not asked: it was sound when it was taken, and a world that holds it opens', () => {
  const held = (lifecycle: 'APPROVED' | 'PROPOSED', judging: 'DONE' | 'NOT_YET'): boolean =>
    atelier.buildVersions([{ definition: 'odd', version: 1, source: `definition: odd\n${HEAD}    domains: { selling: { over: Garment, met: state.local == 'SEWN' && state.local == 'CUT' } }\n    unified: all\n`, lifecycle, judging }]).ok
  expect([held('APPROVED', 'DONE'), held('PROPOSED', 'NOT_YET')]).toEqual([true, false])
})
