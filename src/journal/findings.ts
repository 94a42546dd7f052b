import { decodingChanges, decodingOf, type DecodingChange } from '../model/decoding.ts'
import type { Model, SourceModel } from '../model/model.ts'
import { declaredFields, type DeclaredFields } from '../model/declared-fields.ts'
import { ORDER } from '../settle/belonging.ts'
import type { HeldFacts } from './held-world.ts'
import type { TalliedGap } from './tally-gaps.ts'

/**
 * HIDES: something told is not shown under the model. DOUBLES: records told again would be taken twice. TELL_AGAIN: it is shown as it was decoded,
 * until its records are told again. INFORMS: nothing is lost by it.
 */
export type Effect = 'HIDES' | 'DOUBLES' | 'TELL_AGAIN' | 'INFORMS'

/** What the model means for something that is held. */
export interface Finding {
  readonly effect: Effect
  /** A type, a field, a state, a source or a rule, by name. */
  readonly about: string
  /** What is so, how much it touches, what to do. */
  readonly detail: string
  /** Events that say it; absent where it is not events that are touched. */
  readonly events?: number
  /** Entities that they say it of. */
  readonly entities?: number
  /** There are more entities than were counted. */
  readonly atLeast?: boolean
  readonly sources?: readonly string[]
}

/** The word that goes with a number. */
const agree = (count: number, one: string, more: string): string => (count === 1 ? one : more)

/** A number with what it counts. */
const many = (count: number, one: string, more = `${one}s`): string => `${count.toLocaleString('en')} ${agree(count, one, more)}`

const again = (source: string): string => `osl ingest --redecode ${source} <files>`

/** By whom it could be told again what a gap concerns, under this model. */
const tellersOf = (model: Model, { sources }: TalliedGap): string => {
  const there = sources.filter((source) => model.sources.has(source))
  if (there.length === 0 && sources.every((source) => model.translations.has(source))) return ` (${sources.join(', ')} proposed it, and what was proposed is not told again)`
  return there.length === 0 ? `, though the model has no source ${sources.join(', ')} any more` : `: ${there.map(again).join(', ')}`
}

const entitiesOf = ({ entities, atLeast }: TalliedGap): string => `${atLeast ? 'at least ' : ''}${many(entities, 'entity', 'entities')}`

const saidIn = (gap: TalliedGap): string => `what ${many(gap.events, 'record')} ${agree(gap.events, 'says', 'say')} of ${entitiesOf(gap)}`

/** Entities with the records that tell of them, and the verb that goes with them. */
const toldOf = (gap: TalliedGap): string => `${entitiesOf(gap)}, told of by ${many(gap.events, 'record')}, ${agree(gap.entities, 'is', 'are')}`

const typeOf = (model: Model, type: string, field: string): string => {
  const found = model.types.get(type)?.attributes.get(field)?.type
  return typeof found === 'object' ? found.enum : (found ?? '')
}

const GAPS: Readonly<Record<TalliedGap['kind'], (gap: TalliedGap, model: Model) => string>> = {
  TYPE: (gap, model) => `the model has no such type; ${toldOf(gap)} not shown. Where it was renamed, tell its records again${tellersOf(model, gap)}`,
  ATTRIBUTE: (gap) => `the model has no such attribute; ${saidIn(gap)} is not shown`,
  VALUE: (gap, model) => `${saidIn(gap)} is no ${typeOf(model, gap.type, gap.name)}, and none is shown until ${agree(gap.events, 'the record is', 'their records are')} told again${tellersOf(model, gap)}`,
  IDENTIFIER: (gap, model) => `the type has no identifier of this scheme; ${toldOf(gap)} not found by it. Where it was renamed, tell ${agree(gap.entities, 'its', 'their')} records again${tellersOf(model, gap)}`,
  STATES: (gap) => `the type has no states; ${saidIn(gap)} is not shown`,
  WORD: (gap, model) => `no state of the type; it is said of ${entitiesOf(gap)} by ${many(gap.events, 'record')}, and undefined where that is the latest. Where it was renamed, tell their records again${tellersOf(model, gap)}`,
  RELATION: (gap) => `the model has no such relation for records to state; links of ${entitiesOf(gap)}, told by ${many(gap.events, 'record')}, are not shown`,
  ABSENT: (gap) => `is required; ${many(gap.events, 'record')} of ${entitiesOf(gap)} ${agree(gap.events, 'has none. It stands as it was decoded: told again, it is', 'have none. They stand as they were decoded: told again, they are')} refused as such a record is from now on`,
  TARGET: (gap, model) => `leads to ${model.types.get(gap.type)?.relations.get(gap.name)?.target ?? ''}; links of ${entitiesOf(gap)} to something else, told by ${many(gap.events, 'record')}, are not shown until they are told again${tellersOf(model, gap)}`,
}

const aboutGap = ({ kind, type, name }: TalliedGap): string => {
  if (kind === 'TYPE') return type
  if (kind === 'WORD') return `${type} '${name}'`
  return kind === 'IDENTIFIER' ? `${type} identifier ${name}` : `${type}.${name}`
}

const ofGap = (model: Model, gap: TalliedGap): Finding => ({
  effect: gap.kind === 'ABSENT' ? 'INFORMS' : 'HIDES', about: aboutGap(gap), detail: GAPS[gap.kind](gap, model), events: gap.events, entities: gap.entities, ...(gap.atLeast ? { atLeast: true } : {}), sources: gap.sources,
})

/** A new spelling changes nothing that was taken: records that used it were refused. */
const isSpelling = ({ name }: DecodingChange): boolean => name.endsWith("'")

const ofChange = (source: string, change: DecodingChange, events: number): Finding => {
  const { name, was, is } = change
  const found = (effect: Effect, detail: string): Finding => ({ effect, about: `${source}: ${name}`, detail, events, sources: [source] })
  const told = `what the source's ${many(events, 'record')} told before`
  if (name === 'eventId') return found('DOUBLES', `was ${was ?? 'absent'}, is ${is ?? 'absent'}; the source's ${many(events, 'record')} told before ${agree(events, 'keeps its id, and told again it would be another event beside that', 'keep their ids, and told again they would be other events beside those')}. Keep the old one, or give the source another name`)
  if (isSpelling(change) && was === undefined) return found('INFORMS', `is read as ${is ?? ''} now; records that were refused for it are taken by osl rejects retry ${source}`)
  if (is === undefined) return found('INFORMS', `is not read any more; ${told} said of it goes on standing`)
  if (was === undefined) return found('TELL_AGAIN', `is new; nothing is known of it from the source's ${many(events, 'record')} told before until ${agree(events, 'it is', 'they are')} told again: ${again(source)}`)
  return found('TELL_AGAIN', `was ${was}, is ${is}; ${told} said of it stands until ${agree(events, 'it is', 'they are')} told again: ${again(source)}`)
}

/** How a source's events would be decoded now, against how they are. */
const ofSource = (name: string, source: SourceModel | undefined, held: HeldFacts['decodings']): readonly Finding[] => {
  const events = held.reduce((sum, one) => sum + one.events, 0)
  if (source === undefined) return [{ effect: 'INFORMS', about: name, detail: `the model has no such source; what its ${many(events, 'record')} told stands, and no more are taken. Told by a source of another name, the same ${agree(events, 'record would be another event beside that', 'records would be other events beside those')}`, events, sources: [name] }]
  const now = decodingOf(source)
  const changed = new Map<string, { readonly change: DecodingChange; readonly events: number }>()
  for (const one of held) {
    for (const change of one.decoding === undefined ? [] : decodingChanges(one.decoding, now)) {
      const key = JSON.stringify(change)
      changed.set(key, { change, events: (changed.get(key)?.events ?? 0) + one.events })
    }
  }
  const unknown = held.filter((one) => one.decoding === undefined).reduce((sum, one) => sum + one.events, 0)
  return [
    ...[...changed.values()].map(({ change, events: touched }) => ofChange(name, change, touched)),
    ...(unknown === 0 ? [] : [{ effect: 'INFORMS' as const, about: name, detail: `${many(unknown, 'record')} ${agree(unknown, 'was', 'were')} taken by a release that did not note how ${agree(unknown, 'it was', 'they were')} decoded; where the source's file has changed since, tell ${agree(unknown, 'it', 'them')} again: ${again(name)}`, events: unknown, sources: [name] }]),
  ]
}

const ofShared = (model: Model, { type, scheme, values, contested }: HeldFacts['shared'][number]): readonly Finding[] => {
  const now = model.schemes.get(scheme)
  if (now === undefined || now.type !== type || now.shared !== contested) return []
  const claimed = `${many(values, 'value')} ${agree(values, 'is', 'are')} claimed by several entities`
  return [{ effect: 'INFORMS', about: `${type} identifier ${scheme}`, detail: now.shared ? `may be shared; ${claimed}, which is a conflict no more` : `may not be shared; ${claimed}, and each is a conflict from the rebuild on` }]
}

const ofDerivations = (model: Model, held: HeldFacts['inferred']): readonly Finding[] => [
  ...held.filter(({ derivation }) => !model.derivations.has(derivation)).map(({ derivation, links }) => ({ effect: 'INFORMS' as const, about: derivation, detail: `the model has no such derivation; ${many(links, 'link')} that it inferred will be gone` })),
  ...[...model.derivations.keys()].filter((name) => !held.some(({ derivation }) => derivation === name)).map((name) => ({ effect: 'INFORMS' as const, about: name, detail: 'is new, or nothing joined by it so far; its links are inferred by the rebuild' })),
]

/** Translations that are new, gone or propose another type: what was proposed stands as it is. */
const ofTranslations = ({ translations }: Model, held: HeldFacts['proposed']): readonly Finding[] => [
  ...held.filter(({ translation, type }) => translations.get(translation)?.proposes.type.name !== type).map(({ translation, type, proposals, open }) => {
    const [is, those] = [translations.get(translation), `${many(proposals, `${type} proposal`)} ${agree(proposals, 'stands', 'stand')}, ${open === 0 ? 'all decided on' : `${open} of them undecided`}`]
    return { effect: 'INFORMS' as const, about: translation, detail: is === undefined ? `the model has no such translation; ${those}. Under another name it proposes all that holds anew` : `proposes ${is.proposes.type.name} from now on, also for windows that are over; ${those}` }
  }),
  ...[...translations.keys()].filter((name) => !held.some(({ translation }) => translation === name)).map((name) => ({ effect: 'INFORMS' as const, about: name, detail: 'is new, or has proposed nothing so far; the rebuild has it judge every window of what is held' })),
]

/** What fields are declared as, against the model that is settled: what no event shows. */
const ofDeclared = (model: Model, { declared, several }: HeldFacts, gaps: readonly TalliedGap[]): readonly Finding[] =>
  Object.entries(declared === undefined ? {} : declaredFields(model)).flatMap(([about, is]) => {
    const was = declared?.[about]
    if (was === undefined || was === is) return []
    const found = (effect: Effect, detail: string, entities?: number): readonly Finding[] => [{ effect, about, detail: `was ${was}, is ${is}; ${detail}`, ...(entities === undefined ? {} : { entities }) }]
    const told = several.get(about)
    if (told !== undefined && told > 0) return found('HIDES', `${many(told, 'entity', 'entities')} ${agree(told, 'was', 'were')} told several, and the field shows one alone`, told)
    if (was === `${is}!`) return found('INFORMS', 'records that were refused for want of it are taken by osl rejects retry')
    if (is === `${was}!` && !gaps.some((gap) => gap.kind === 'ABSENT' && aboutGap(gap) === about)) return found('INFORMS', 'records without it are refused from now on; those that were taken stand')
    return []
  })

/** Fields kept along a path, which no record tells: the rebuild works them out. */
const ofKept = (model: Model, { declared }: HeldFacts): readonly Finding[] => {
  if (declared === undefined) return []
  const keptIn = (fields: DeclaredFields): ReadonlyMap<string, string> => new Map(Object.entries(fields).filter(([, text]) => text.startsWith('@kept')))
  const [before, now] = [keptIn(declared), keptIn(declaredFields(model))]
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((about) => {
    const [was, is] = [before.get(about), now.get(about)]
    if (was === is) return []
    const detail = is === undefined ? `was ${was}, and is not kept any more` : `${was === undefined ? '' : `was ${was}, `}is ${is}${was === undefined ? ' and new' : ''}; the rebuild works it out`
    return [{ effect: 'INFORMS' as const, about, detail }]
  })
}

/** Merges of orders, which name orders by ref. */
const ofRulings = ({ merges, idle, strangers }: HeldFacts['rulings'], changes: readonly Finding[]): readonly Finding[] => {
  const about = `merges of ${ORDER}`
  if (idle > 0) return [{ effect: 'HIDES', about, detail: `${many(idle, 'merge')} ${agree(idle, 'names an order', 'name orders')} of which no record tells (${strangers.join(', ')}) and ${agree(idle, 'joins', 'join')} nothing. Take them back (osl orders unmerge) and merge the orders as they are called now`, entities: idle }]
  if (merges === 0 || !changes.some(({ effect, about: changed }) => effect === 'TELL_AGAIN' && changed.endsWith(`: ${ORDER} key`))) return []
  return [{ effect: 'INFORMS', about, detail: `${many(merges, 'merge')} ${agree(merges, 'names', 'name')} orders by their keys, which change: take them back (osl orders unmerge) before the records are told again, and merge the orders as they are called then`, entities: merges }]
}

/** What a model means for what is held: the gravest first. */
export const findingsOf = (model: Model, gaps: readonly TalliedGap[], held: HeldFacts): readonly Finding[] => {
  const { decodings, shared, inferred, proposed } = held
  // What a translation proposed, even one that is gone, stands as it was.
  const changes = [...Map.groupBy(decodings.filter(({ source }) => !model.translations.has(source) && !proposed.some(({ translation }) => translation === source)), ({ source }) => source)].flatMap(([name, those]) => ofSource(name, model.sources.get(name), those))
  const all = [
    ...gaps.map((gap) => ofGap(model, gap)),
    ...ofDeclared(model, held, gaps),
    ...ofKept(model, held),
    ...changes,
    ...ofRulings(held.rulings, changes),
    ...shared.flatMap((one) => ofShared(model, one)),
    ...ofDerivations(model, inferred),
    ...ofTranslations(model, proposed),
  ]
  return (['HIDES', 'DOUBLES', 'TELL_AGAIN', 'INFORMS'] as const).flatMap((effect) => all.filter((finding) => finding.effect === effect))
}
