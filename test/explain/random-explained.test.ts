import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainVerdict } from '../../src/explain/explain-verdict.ts'
import type { Explained } from '../../src/explain/explained.ts'
import { neededFacts } from '../../src/explain/needed-facts.ts'
import type { NeededFact } from '../../src/explain/way.ts'
import type { DefinitionModel, DefinitionVersion } from '../../src/model/model.ts'
import { orderQuestion, settleOrder } from '../../src/settle/settle-order.ts'
import type { VerdictRuling } from '../../src/settle/settle-verdict.ts'
import type { Outcome } from '../../src/vocabulary/outcome.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { randomTold } from '../settle/random-told.ts'
import { atelier, claimsOf, factsOf, has, hour, is, leads, settled, type Told } from '../settle/tell.ts'
import { versionText, written } from '../settle/written.ts'

/** Conditions over lists, versions that use others, and such whose parts stand against each other. */
const beside = written(
  versionText('listed', `domains:
  selling: { over: Order, met: "entities.Garment.exists(g, g.state.local == 'SEWN') && entities.Garment.all(g, g.state.local != 'TACKED')" }
  paying: { over: Payment, met: state.local == 'BOOKED' }
unified: all`),
  versionText('counted', `domains:
  selling: { over: Order, appliesWhen: size(entities.Garment) > 0, met: "size(entities.Garment.filter(g, g.state.local == 'SEWN')) >= 2" }
  sending: { over: Parcel, met: state.local == 'DELIVERED', aggregate: any }
unified: any`),
  versionText('opposed', `domains:
  selling: { over: Garment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SEWN' }
  asking: { over: Order, met: "entities.Garment.all(g, g.state.local in ['CUT', 'SEWN'] && g.state.local != 'ORDERED') && !entities.Garment.exists(g, g.state.local == 'CUT')" }
  paying: { over: Order, met: "size(entities.Garment.filter(g, g.state.local == 'SEWN')) < 2" }
unified: all`),
  versionText('measured', `domains:
  selling: { over: Order, met: "entities.Garment.all(g, g.pieces > 1 || g.state.local == 'CANCELLED')" }
  sending: { over: Order, met: "entities.Garment.exists(g, g.pieces >= 3 && g.pieces < 9 && g.state.local == 'SEWN')" }
unified: all`),
  versionText('sewn', `domains:
  selling: { over: Garment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SEWN' }
unified: all`),
  versionText('bought', `domains:
  paying: { applies: order.terms != 'GIFT', over: Payment, appliesWhen: state.local != 'VOID', met: state.local == 'BOOKED' }
  asking: { over: Enquiry, met: state.local == 'WON' }
unified: any`),
  versionText('whole', `uses: { sewn: { definition: sewn, version: 1 }, bought: { definition: bought, version: 1 } }
domains:
  selling: { over: Order, met: "verdicts.sewn.outcome == 'MET' && verdicts.bought.outcome in ['MET', 'NOT_APPLICABLE']" }
  sending: { applies: order.terms == 'POST', over: Parcel, met: state.local == 'DELIVERED' && verdicts.sewn.outcome != 'UNKNOWN' }
unified: all`),
  versionText('waiting', `uses: { bought: { definition: bought, version: 1 } }
domains:
  selling: { over: Garment, met: "state.local == 'SEWN' || verdicts.bought.outcome == 'MET'" }
  paying: { over: Order, met: verdicts.bought.outcome == 'NOT_MET' }
unified: all`),
)
const definitions: Pick<ReadonlyMap<string, DefinitionModel>, 'get'> = { get: (name) => beside.get(name) ?? atelier.definitions.get(name) }

const VERSIONS = ['done 1', 'done 2', 'done 3', 'paid 1', 'released 1', 'quiet 1', 'quiet 2', 'listed 1', 'counted 1', 'measured 1', 'opposed 1', 'whole 1', 'waiting 1'] as const
const versionNamed = (name: string): DefinitionVersion => {
  const [definition = '', number] = name.split(' ')
  const version = definitions.get(definition)?.versions.find((one) => one.version === Number(number))
  if (version === undefined) throw new Error(`no version ${name}`)
  return version
}

/** Everything random is told by hour 12; it is asked about hour 20, what is needed is told at hour 25, and rests three hours where the clock counts. */
const [ASKED, TOLD, THEN, RESTED] = [20, 25, 26, 28]
const TELLERS: Readonly<Record<string, readonly string[]>> = { Garment: ['desk', 'web'], Order: ['desk', 'web'], Payment: ['bank'], Parcel: ['dock'], Complaint: ['dock'], Enquiry: ['inbox'], Pattern: ['desk', 'web'] }
const STATES: Readonly<Record<string, readonly string[]>> = {
  Garment: ['SEWN', 'CUT', 'ORDERED', 'TACKED', 'CANCELLED'], Payment: ['BOOKED', 'PROMISED', 'VOID'], Parcel: ['DELIVERED', 'SENT', 'NEAR', 'PACKED'], Enquiry: ['WON', 'ASKED'], Complaint: ['SOLVED', 'OPEN'], Pattern: ['RELEASED', 'DRAFT'],
}
const DONE: ReadonlySet<string> = new Set(['SEWN', 'BOOKED', 'DELIVERED', 'WON', 'SOLVED', 'RELEASED'])
const by = (ref: string, say: (teller: string) => Told): readonly Told[] => (TELLERS[ref.slice(0, ref.indexOf('/'))] ?? []).map(say)

/** Lines of the order at the hour asked about. */
const linesOf = (told: readonly Told[], order: string): readonly string[] => (settled(told, order, ASKED)?.members ?? []).filter((ref) => ref.startsWith('Garment/'))

/** A condition on a state or a number of pieces, read as JavaScript; what it asks of the clock is had by resting, what of other versions by other facts. */
const holds = (rule: string, local: string, pieces: number, others = false): boolean => {
  const text = rule.replaceAll(/verdicts\.\w+\.outcome (==|!=) '\w+'/g, String(others)).replaceAll(/now - state.since (>=|<) duration\('\dh'\)/g, 'true').replaceAll('state.local', `'${local}'`).replaceAll('state.canonical', DONE.has(local) ? `'DONE'` : `'ELSE'`).replaceAll('entity.pieces', String(pieces)).replaceAll('edge.pieces', String(pieces)).replaceAll(/('[A-Z]+') in (\[[^\]]*\])/g, '$2.includes($1)')
  return new Function(`return (${text})`)() as boolean
}
const piecesFor = (rule: string): number | undefined => [3, 0, 1, 2].find((pieces) => holds(rule, '', pieces))

/** Nothing is told of a fact that the clock alone brings. */
const isOfClock = ({ ref, rule }: NeededFact): boolean => ref !== undefined && rule.includes('now')

/** A fact in records, as a source would send them; undefined where nobody can: a sum, or what the world has nothing to hang on. */
const tell = (told: readonly Told[], order: string, fact: NeededFact, place: number): readonly Told[] | undefined => {
  const { type, ref, rule, values, reads } = fact
  if (isOfClock(fact)) return []
  if (rule.includes('entities.')) return undefined
  if (ref === undefined) return tellAnother(told, order, type, rule, place)
  if (rule.includes('verdicts.')) return undefined
  const [value] = values ?? []
  if (reads[0]?.path === 'order.terms') return by(ref, (teller) => has(teller, TOLD, ref, 'terms', value === undefined ? 'BILL' : String(value)))
  if (value !== undefined) return by(ref, (teller) => is(teller, TOLD, ref, String(value)))
  const pieces = piecesFor(rule)
  if (pieces === undefined) return undefined
  if (rule.includes('entity.pieces')) return by(ref, (teller) => has(teller, TOLD, ref, 'pieces', pieces))
  const carried = [...new Set(told.filter((one) => one.of === ref && one.field === 'lines').map((one) => String(one.value)))].filter((line) => linesOf(told, order).includes(line))
  return carried.map((line) => leads('dock', TOLD, ref, 'lines', line, { quantities: { pieces } }))
}

const tellAnother = (told: readonly Told[], order: string, type: string, rule: string, place: number): readonly Told[] | undefined => {
  const ref = `${type}/new-${place}`
  const local = [false, true].flatMap((others) => (STATES[type] ?? []).filter((one) => holds(rule, one, 3, others)))[0]
  if (local === undefined) return undefined
  const claimed = !rule.includes('state.') ? [] : by(ref, (teller) => is(teller, TOLD, ref, local))
  if (type === 'Pattern') return [...claimed, leads('desk', TOLD, `Garment/for-${place}`, 'order', order), leads('desk', TOLD, `Garment/for-${place}`, 'pattern', ref)]
  if (type !== 'Parcel') return [...by(ref, (teller) => leads(teller, TOLD, ref, 'order', order)), ...claimed, ...(type === 'Garment' ? by(ref, (teller) => has(teller, TOLD, ref, 'pieces', 3)) : [])]
  const [line] = linesOf(told, order)
  return line === undefined ? undefined : [...claimed, leads('dock', TOLD, ref, 'lines', line, { quantities: { pieces: 3 } })]
}

const asked = (told: readonly Told[], order: string) => {
  const facts = factsOf(claimsOf(told))
  return facts.entities.has(storedRef(order)) ? orderQuestion(facts, storedRef(order), hour(ASKED)) : undefined
}
const verdictAt = (told: readonly Told[], order: string, version: DefinitionVersion, at: number): VerdictRuling | undefined => settleOrder(factsOf(claimsOf(told)), storedRef(order), hour(at), [version])?.verdicts[0]
const outcomeThen = (told: readonly Told[], order: string, version: DefinitionVersion, at: number = THEN): Outcome | undefined => verdictAt(told, order, version, at)?.outcome

const worlds = fc.tuple(randomTold(40), fc.constantFrom(...VERSIONS), fc.constantFrom('Order/A', 'Order/A', 'Order/B'))
const runs = { numRuns: Math.max(200, Number(process.env['OSL_TEST_RUNS'] ?? 0)) }

/** Kleene's values of a part from those of its parts, as the rules of docs/expressions.md say. */
const joined = (part: Explained): Outcome | undefined => {
  if (part.kind !== 'CONDITION' || part.join === undefined) return undefined
  const outcomes = part.parts.map(({ outcome }) => outcome)
  if (part.join === 'not') return outcomes[0] === 'UNKNOWN' ? 'UNKNOWN' : outcomes[0] === 'MET' ? 'NOT_MET' : 'MET'
  const decisive = part.join === 'and' ? 'NOT_MET' : 'MET'
  return outcomes.includes(decisive) ? decisive : outcomes.includes('UNKNOWN') ? 'UNKNOWN' : part.join === 'and' ? 'MET' : 'NOT_MET'
}

/** What an entity says by its conditions: one that surely does not count has no say, of one that may not count nothing is known. */
const weighed = (part: Explained): Outcome | undefined => {
  if (part.kind !== 'ENTITY') return undefined
  const of = (decides: string) => part.parts.find((inner) => inner.kind === 'CONDITION' && inner.decides === decides)?.outcome
  const counts = of('appliesWhen') ?? 'MET'
  return counts === 'NOT_MET' ? 'NOT_APPLICABLE' : counts === 'UNKNOWN' ? 'UNKNOWN' : of('met')
}

/** What a domain says by its parts alone, as DESIGN section 4 has it. */
const tallied = (part: Explained): Outcome | undefined => {
  if (part.kind !== 'DOMAIN') return undefined
  const applies = part.parts.find((inner) => inner.kind === 'CONDITION')
  if (applies !== undefined && applies.outcome !== 'MET') return applies.outcome === 'NOT_MET' ? 'NOT_APPLICABLE' : 'UNKNOWN'
  const entities = part.parts.filter((inner) => inner.kind === 'ENTITY').filter(({ outcome }) => outcome !== 'NOT_APPLICABLE')
  const met = entities.flatMap(({ parts }) => parts.filter((inner) => inner.kind === 'CONDITION' && inner.decides === 'met').map(({ outcome }) => outcome))
  const counts = entities.map(({ parts }) => parts.every((inner) => inner.kind === 'CONDITION' && (inner.decides !== 'appliesWhen' || inner.outcome === 'MET')))
  if (counts.filter(Boolean).length < part.requires || entities.length === 0) return 'UNKNOWN'
  const decisive = part.aggregate === 'all' ? 'NOT_MET' : 'MET'
  if (met.some((outcome, place) => outcome === decisive && counts[place] === true)) return decisive
  const open = met.some((outcome, place) => outcome === 'UNKNOWN' || (counts[place] === false && !(part.aggregate === 'any' && outcome === 'NOT_MET')))
  return open ? 'UNKNOWN' : part.aggregate === 'all' ? 'MET' : 'NOT_MET'
}

const everyPart = (part: Explained): readonly Explained[] => [part, ...part.parts.flatMap(everyPart)]

describe('in random worlds', () => {
  test('an explanation says what settling says, and each of its parts what its own parts come to', () => {
    fc.assert(fc.property(worlds, ([told, name, order]) => {
      const version = versionNamed(name)
      const question = asked(told, order)
      fc.pre(question !== undefined)
      if (question === undefined) return
      const explained = explainVerdict(question, definitions, version)
      for (const part of everyPart(explained)) {
        if (part.kind !== 'DEFINITION') continue
        const verdict = verdictAt(told, order, versionNamed(`${part.definition} ${part.version}`), ASKED)
        expect([part.outcome, ...part.parts.map(({ outcome }) => outcome)]).toEqual([verdict?.outcome, ...(verdict?.domains ?? []).map(({ outcome }) => outcome)])
      }
      for (const part of everyPart(explained)) for (const told of [joined(part), weighed(part), tallied(part)]) if (told !== undefined) expect({ part, outcome: part.outcome }).toEqual({ part, outcome: told })
    }), runs)
  }, 600_000)

  test('the facts needed, told, make the verdict MET; all but one of them do not', () => {
    fc.assert(fc.property(worlds, ([told, name, order]) => {
      const version = versionNamed(name)
      const question = asked(told, order)
      const needed = question && neededFacts(question, version)
      fc.pre(needed !== undefined)
      if (needed === undefined) return
      const records = needed.map((fact, place) => tell(told, order, fact, place))
      fc.pre(records.every((one) => one !== undefined))
      const said = records.flatMap((one) => (one === undefined ? [] : [one]))
      const then = needed.some(({ rule }) => rule.includes('now')) ? RESTED : THEN
      expect({ needed, outcome: outcomeThen([...told, ...said.flat()], order, version, then) }).toEqual({ needed, outcome: 'MET' })
      for (const [left, fact] of needed.entries()) {
        const outcome = outcomeThen([...told, ...said.toSpliced(left, 1).flat()], order, version, isOfClock(fact) ? THEN : then)
        expect({ needed, left, outcome }).not.toEqual({ needed, left, outcome: 'MET' })
      }
    }), runs)
  }, 600_000)

  test('no single fact would do where two or more are said to be needed', () => {
    fc.assert(fc.property(worlds, ([told, name, order]) => {
      const version = versionNamed(name)
      const question = asked(told, order)
      const needed = question && neededFacts(question, version)
      fc.pre(needed !== undefined && needed.length > 1 && needed.every(({ reachable }) => reachable))
      const members = settled(told, order, ASKED)?.members ?? []
      const singles: (readonly Told[])[] = [
        ...['GIFT', 'POST', 'BILL'].map((terms) => by(order, (teller) => has(teller, TOLD, order, 'terms', terms))),
        ...members.flatMap((ref) => (STATES[ref.slice(0, ref.indexOf('/'))] ?? []).map((local) => by(ref, (teller) => is(teller, TOLD, ref, local)))),
        ...members.filter((ref) => ref.startsWith('Garment/')).flatMap((ref) => [0, 3].map((pieces) => by(ref, (teller) => has(teller, TOLD, ref, 'pieces', pieces)))),
        ...Object.entries(STATES).flatMap(([type, locals], place) => [tellAnother(told, order, type, `state.local == '${locals[0]}'`, 100 + place) ?? []]),
      ]
      for (const single of singles) expect({ needed, single, outcome: outcomeThen([...told, ...single], order, version) }).not.toEqual({ needed, single, outcome: 'MET' })
    }), runs)
  }, 600_000)
})
