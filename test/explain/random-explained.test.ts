import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainVerdict } from '../../src/explain/explain-verdict.ts'
import type { Explained } from '../../src/explain/explained.ts'
import { neededFacts, type NeededFact } from '../../src/explain/needed-facts.ts'
import type { DefinitionVersion } from '../../src/model/model.ts'
import { orderQuestion } from '../../src/settle/settle-order.ts'
import type { Outcome } from '../../src/vocabulary/outcome.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { randomTold } from '../settle/random-told.ts'
import { atelier, claimsOf, factsOf, has, hour, is, leads, settled, verdictOf, type Told } from '../settle/tell.ts'

const VERSIONS = ['done 1', 'done 2', 'done 3', 'paid 1'] as const
const versionNamed = (name: string): DefinitionVersion => {
  const [definition = '', number] = name.split(' ')
  const version = atelier.definitions.get(definition)?.versions.find((one) => one.version === Number(number))
  if (version === undefined) throw new Error(`no version ${name}`)
  return version
}

/** Everything random is told by hour 12; it is asked about hour 20, and what is needed is told at hour 25. */
const [ASKED, TOLD, THEN] = [20, 25, 26]
const TELLERS: Readonly<Record<string, readonly string[]>> = { Garment: ['desk', 'web'], Order: ['desk', 'web'], Payment: ['bank'], Parcel: ['dock'], Enquiry: ['inbox'] }
const by = (ref: string, say: (teller: string) => Told): readonly Told[] => (TELLERS[ref.slice(0, ref.indexOf('/'))] ?? []).map(say)

/** Lines of the order at the hour asked about. */
const linesOf = (told: readonly Told[], order: string): readonly string[] => (settled(told, order, ASKED)?.members ?? []).filter((ref) => ref.startsWith('Garment/'))



/** A fact in records, as a source would send them; undefined where the world has nothing to hang it on. */
const tell = (told: readonly Told[], order: string, { type, ref, rule, values }: NeededFact, place: number): readonly Told[] | undefined => {
  const refusing = rule.startsWith('!(')
  if (ref === undefined) return tellAnother(told, order, type, rule, place)
  const [value] = values ?? []
  if (rule.includes('state.')) {
    const said = value === undefined ? [] : by(ref, (teller) => is(teller, TOLD, ref, String(value)))
    return rule.includes('edge.') ? undefined : said
  }
  if (rule.includes('order.terms')) return by(ref, (teller) => has(teller, TOLD, ref, 'terms', value === undefined ? 'BILL' : String(value)))
  if (rule.includes('entity.pieces')) return by(ref, (teller) => has(teller, TOLD, ref, 'pieces', refusing ? 0 : 3))
  const carried = [...new Set(told.filter((one) => one.of === ref && one.field === 'lines').map((one) => String(one.value)))].filter((line) => linesOf(told, order).includes(line))
  return carried.map((line) => leads('dock', TOLD, ref, 'lines', line, { quantities: { pieces: refusing ? 0 : 3 } }))
}

const tellAnother = (told: readonly Told[], order: string, type: string, rule: string, place: number): readonly Told[] | undefined => {
  const ref = `${type}/new-${place}`
  const local = { Garment: 'SEWN', Payment: 'BOOKED', Parcel: 'DELIVERED', Enquiry: 'WON' }[type]
  const claimed = local === undefined || !rule.includes('state.') ? [] : by(ref, (teller) => is(teller, TOLD, ref, local))
  if (type !== 'Parcel') return [...by(ref, (teller) => leads(teller, TOLD, ref, 'order', order)), ...claimed, ...(type === 'Garment' ? by(ref, (teller) => has(teller, TOLD, ref, 'pieces', 3)) : [])]
  const [line] = linesOf(told, order)
  return line === undefined ? undefined : [...claimed, leads('dock', TOLD, ref, 'lines', line, { quantities: { pieces: 3 } })]
}

const asked = (told: readonly Told[], order: string) => {
  const facts = factsOf(claimsOf(told))
  return facts.entities.has(storedRef(order)) ? orderQuestion(facts, storedRef(order), hour(ASKED)) : undefined
}
const outcomeThen = (told: readonly Told[], order: string, version: DefinitionVersion): Outcome => verdictOf(settled(told, order, THEN), version.definition, version.version).outcome

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
      const definition = atelier.definitions.get(version.definition)
      if (question === undefined || definition === undefined) return
      const explained = explainVerdict(question, definition, version)
      const verdict = verdictOf(settled(told, order, ASKED), version.definition, version.version)
      expect([explained.outcome, ...explained.parts.map(({ outcome }) => outcome)]).toEqual([verdict.outcome, ...verdict.domains.map(({ outcome }) => outcome)])
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
      expect({ needed, outcome: outcomeThen([...told, ...said.flat()], order, version) }).toEqual({ needed, outcome: 'MET' })
      for (const left of said.keys()) expect({ needed, left, outcome: outcomeThen([...told, ...said.toSpliced(left, 1).flat()], order, version) }).not.toEqual({ needed, left, outcome: 'MET' })
    }), runs)
  }, 600_000)

  test('no single fact would do where two or more are said to be needed', () => {
    fc.assert(fc.property(worlds, ([told, name, order]) => {
      const version = versionNamed(name)
      const question = asked(told, order)
      const needed = question && neededFacts(question, version)
      fc.pre(needed !== undefined && needed.length > 1 && needed.every(({ reachable }) => reachable))
      const states: Readonly<Record<string, readonly string[]>> = { Garment: ['ORDERED', 'CUT', 'TACKED', 'SEWN', 'CANCELLED'], Payment: ['PROMISED', 'BOOKED', 'VOID'], Parcel: ['SENT', 'DELIVERED'], Enquiry: ['WON'] }
      const members = settled(told, order, ASKED)?.members ?? []
      const singles: (readonly Told[])[] = [
        ...['GIFT', 'POST', 'BILL'].map((terms) => by(order, (teller) => has(teller, TOLD, order, 'terms', terms))),
        ...members.flatMap((ref) => (states[ref.slice(0, ref.indexOf('/'))] ?? []).map((local) => by(ref, (teller) => is(teller, TOLD, ref, local)))),
        ...members.filter((ref) => ref.startsWith('Garment/')).flatMap((ref) => [0, 3].map((pieces) => by(ref, (teller) => has(teller, TOLD, ref, 'pieces', pieces)))),
        ...Object.keys(states).flatMap((type, place) => [tellAnother(told, order, type, 'state.', 100 + place) ?? []]),
      ]
      for (const single of singles) expect({ needed, single, outcome: outcomeThen([...told, ...single], order, version) }).not.toEqual({ needed, single, outcome: 'MET' })
    }), runs)
  }, 600_000)
})
