import { compileExpression } from '../expression/compile-expression.ts'
import { attributeStaticType, ruleEnvironment, slaEnvironment, type EntityShape, type Environment, type VerdictShape } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { OUTCOMES } from '../vocabulary/outcome.ts'
import type { BuiltTypes } from './build-types.ts'
import { checkComparedTexts, type KnownTexts } from './compared-texts.ts'
import { compileAt, TRUTH } from './compile-at.ts'
import type { Attribute, EntityType, Relation } from './entity-type.ts'
import type { DomainRule, OrderStateRule } from './model.ts'
import type { Place, Report } from './model-problem.ts'
import type { Gaps } from './gaps.ts'
import { canHold, suppose, type Supposed, type Vocabulary } from './never-true.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { DomainRuleData, SourceData, StatesData } from './shapes.ts'
import { speakersOf } from './speakers-of.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'
import { unknownName } from './unknown-name.ts'

/** What the rules of an order may name. */
export interface RuleContext {
  readonly built: BuiltTypes
  /** Of times that are written without an offset. */
  readonly timezone: string
  readonly domains: ReadonlySet<string>
  /** Types that can belong to an order, Order among them. */
  readonly inOrder: readonly string[]
  /** Undefined when they are not all known. */
  readonly canonicalStates: readonly string[] | undefined
  readonly sources: readonly Shaped<SourceData>[]
  readonly gaps: Gaps
  readonly report: Report
}

const ORDER = 'Order'

/** A file that rules stand in. */
export type RulesFile = Pick<Shaped<unknown>, 'file' | 'lost'>

/** A type as rules see it; undefined when its attributes are not all known. One that was declared wrongly may hold anything. */
export const shapeOf = (type: EntityType | undefined, { gaps }: RuleContext): EntityShape | undefined => {
  if (type === undefined || gaps.types || gaps.members.has(type.name)) return undefined
  const unsound = [...gaps.fields].filter((path) => path.startsWith(`${type.name}.`)).map((path) => [path.slice(type.name.length + 1), 'dyn'] as const)
  return { name: type.name, members: { ...Object.fromEntries(unsound), ...Object.fromEntries([...type.attributes.values()].map((attribute) => [attribute.name, attributeStaticType(attribute.type)])) } }
}

/** Relation fields from a type on, each from where the one before ended, and the type at the end; undefined when a step leads nowhere. */
export const buildPath = (start: EntityType | undefined, steps: readonly (string | undefined)[], file: YamlFile, at: YamlPath, { built, report }: RuleContext): { readonly path: readonly Relation[]; readonly end: EntityType } | undefined => {
  const path: Relation[] = []
  let here = start
  for (const step of steps) {
    if (here === undefined || step === undefined) return undefined
    const relation = here.relations.get(step)
    if (relation === undefined) {
      report('PATH_BROKEN', file.at(at), { step, type: here.name, nearest: nearest(step, here.relations.keys()) })
      return undefined
    }
    if (relation.kind.inferred) report('INFERRED_PATH', file.at(at), { field: `${relation.owner}.${relation.field}` })
    path.push(relation)
    here = built.types.get(relation.target)
  }
  return here && { path: Object.freeze(path), end: here }
}

/** The type a rule looks at, and its way there from the order. */
const buildOver = ({ over, path: steps }: Draft<Pick<DomainRuleData, 'over' | 'path'>>, { file, lost }: RulesFile, at: YamlPath, context: RuleContext) => {
  const { built, inOrder, report } = context
  const type = over === undefined ? undefined : built.types.get(over)
  if (over !== undefined && type === undefined) report('UNKNOWN_TYPE', file.at([...at, 'over']), unknownName(over, built.types.keys()))
  else if (type !== undefined && steps === undefined && !lost([...at, 'path']) && !inOrder.includes(type.name)) report('NOT_IN_ORDER', file.at([...at, 'over']), { type: type.name, known: inOrder })
  if (steps === undefined) return { type }
  const place = [...at, 'path']
  const led = buildPath(built.types.get(ORDER), steps, file, place, context)
  if (led !== undefined && over !== undefined && led.end.name !== over) report('PATH_ELSEWHERE', file.at(place), { path: steps.join('.'), end: led.end.name, over })
  return { type, path: led?.path }
}

/** A ruling's members that hold one of a closed list of words. */
export const stateWords = (type: EntityType | undefined, member: string | undefined, context: RuleContext): KnownTexts | undefined => {
  const { canonicalStates, sources, gaps } = context
  if (member === 'local') return type === undefined || gaps.stateNames.has(type.name) ? undefined : { known: [...(type.states?.states.keys() ?? [])], what: `state of ${type.name}` }
  if (member === 'canonical') return canonicalStates === undefined ? undefined : { known: canonicalStates, what: 'canonical state' }
  if (member !== 'source' || gaps.sources) return undefined
  // Of what is proposed, translations and whoever decides speak too.
  return type === undefined || type.role === 'PROPOSAL' ? { known: sources.flatMap(({ data }) => data.source ?? []), what: 'source' } : { known: speakersOf(sources, context.built.types, type.name), what: `source of states of ${type.name}` }
}

/** An attribute that takes the words of an enum is compared with one of them. */
export const enumWords = (owner: EntityType | undefined, member: string | undefined, { built, gaps }: RuleContext): KnownTexts | undefined => {
  const attribute = owner?.attributes.get(member ?? '')
  if (attribute === undefined || typeof attribute.type !== 'object' || gaps.members.has(attribute.type.enum)) return undefined
  return { known: built.enums.get(attribute.type.enum) ?? [], what: `value of ${attribute.type.enum}` }
}

/** A claim is of the state, of an attribute with a history under its name or its scheme, or of a link. */
const claimWords = (type: EntityType | undefined, member: string, { domains, sources, gaps }: RuleContext): KnownTexts | undefined => {
  if (member === 'domain') return { known: [...domains], what: 'domain' }
  if (member === 'source') return gaps.sources ? undefined : { known: sources.flatMap(({ data }) => data.source ?? []), what: 'source' }
  if (member !== 'field' || type === undefined || gaps.types || gaps.states || gaps.members.has(type.name) || [...gaps.fields].some((field) => field.startsWith(`${type.name}.`))) return undefined
  const attributes = [...type.attributes.values()].flatMap(({ name, tracked, scheme }) => scheme ?? (tracked ? [name] : []))
  const links = [...type.relations.values()].flatMap(({ field, kind }) => (kind.inferred ? [] : [field]))
  return { known: [...(type.states === undefined ? [] : ['state']), ...attributes, ...links], what: `field that claims of ${type.name} are about` }
}

const OUTCOME: KnownTexts = { known: OUTCOMES, what: 'outcome' }

const wordsOf = (type: EntityType | undefined, { scaleOf }: VersionScope, context: RuleContext) => ([variable = '', member = '', ...more]: readonly string[]): KnownTexts | undefined => {
  const { types } = context.built
  switch (variable) {
    case 'state': return stateWords(type, member, context)
    case 'claims': return claimWords(type, member, context)
    case 'entity': return enumWords(type, member, context)
    case 'order': return enumWords(types.get(ORDER), member, context)
    case 'entities': return more[0] === 'state' ? stateWords(types.get(member), more[1], context) : enumWords(types.get(member), more[0], context)
    case 'verdicts': {
      const scale = more[0] === 'stage' ? scaleOf(member) : undefined
      return more[0] === 'outcome' || more[0] === 'domains' ? OUTCOME : scale && { known: scale, what: 'stage' }
    }
    default: return variable === 'outcome' || variable === 'outcomes' ? OUTCOME : undefined
  }
}

/** Names of quantities on links of a type; those of a link that leads nobody knows where count too. */
const quantitiesOf = (type: EntityType, { sources, built }: RuleContext): readonly string[] =>
  sources.flatMap(({ data }) => data.yields ?? []).flatMap((entry) => (entry?.links ?? []).flatMap((link) => {
    const relation = built.types.get(entry?.entity ?? '')?.relations.get(link?.field ?? '')
    return relation === undefined || relation.owner === type.name || relation.target === type.name ? Object.keys(link?.set ?? {}) : []
  }))

/** What the version that a rule stands in gives it: verdicts by the names of `uses`. */
export interface VersionScope {
  readonly verdicts: ReadonlyMap<string, VerdictShape | undefined>
  readonly scaleOf: (name: string) => readonly string[] | undefined
}

export const NO_VERDICTS: VersionScope = { verdicts: new Map(), scaleOf: () => undefined }

/** What a rule's expressions stand in: its file, and the type it looks at, unless nobody knows that one. */
interface RulePlace {
  readonly file: YamlFile
  readonly type: EntityType | undefined
  readonly scope: VersionScope
  readonly environment: Environment
  /** Whether the entity looked at is the order itself. */
  readonly whose: 'order' | 'entity'
}

/** What may belong to an order, as rules see it. */
export const entityShapes = (context: RuleContext): ReadonlyMap<string, EntityShape | undefined> =>
  new Map(context.inOrder.filter((name) => name !== ORDER).map((name) => [name, shapeOf(context.built.types.get(name), context)]))

/** A condition of a rule, and as it is held against others: absent where it can never be true by itself, or names what is not there. */
export interface Condition {
  readonly compiled: Compiled
  readonly supposed?: Supposed
}

/** What the model says of what rules at a place read; `whose` says under which name the entity's own are shared. */
const vocabularyOf = ({ type, scope, whose }: RulePlace, context: RuleContext): Vocabulary => {
  const { built: { types }, canonicalStates, gaps, timezone } = context
  const words = wordsOf(type, scope, context)
  const attributeAt = ([variable, ...members]: readonly string[]): Attribute | undefined => {
    const [of, member] = variable === 'entity' ? [type, members[0]] : variable === 'order' ? [types.get(ORDER), members[0]] : variable === 'entities' ? [types.get(members[0] ?? ''), members[1]] : []
    return of?.attributes.get(member ?? '')
  }
  return {
    timezone,
    names: { entity: whose, state: `state of ${whose}` },
    valuesAt: (path) => {
      const of = attributeAt(path)?.type
      return words(path)?.known ?? (of === 'Boolean' ? [true, false] : of === 'String' || of === 'ID' ? 'text' : undefined)
    },
    statesAt: (path) => {
      const of = path[0] === 'entities' ? types.get(path[1] ?? '') : type
      if (of?.states === undefined || gaps.states || gaps.stateNames.has(of.name)) return undefined
      return [...of.states.states.values()].map(({ name: local, canonical }) => (canonicalStates?.includes(canonical) === true ? { local, canonical } : { local }))
    },
  }
}

/** Compiles one condition of a rule and holds what it names against the model. */
const compileRule = (place: RulePlace, path: YamlPath, context: RuleContext): Condition | undefined => {
  const compiled = compileAt({ ...place, report: context.report }, path, TRUTH)
  if (compiled === undefined) return undefined
  if (!checkRule(compiled, place, path, context)) return { compiled }
  const supposed = suppose(compiled, vocabularyOf(place, context))
  if (canHold([supposed])) return { compiled, supposed }
  context.report('NEVER_TRUE', place.file.at(path), { what: String(path.at(-1)) })
  return { compiled }
}

/** Conditions that must hold together for a rule to be met, in the order in which they are asked: the first that cannot beside those before it is said. */
const checkTogether = (conditions: readonly (readonly [key: string, condition: Condition | undefined])[], place: (key: string) => Place, { report }: RuleContext): void => {
  const all = conditions.flatMap(([key, condition]) => (condition?.supposed === undefined ? [] : [{ key, supposed: condition.supposed }]))
  const canAll = (some: typeof all): boolean => canHold(some.map(({ supposed }) => supposed))
  const last = all.find((_, i) => !canAll(all.slice(0, i + 1)))
  if (last === undefined) return
  const others = all.slice(0, all.indexOf(last)).reduceRight((left, one) => { const without = left.filter((other) => other !== one); return canAll([...without, last]) ? left : without }, all.slice(0, all.indexOf(last)))
  report('NEVER_TOGETHER', place(last.key), { what: last.key, others: others.map(({ key }) => key) })
}

/** Holds what an expression names against the model; whether its states and words are there. */
export const checkRule = (compiled: Compiled, { file, type, scope }: Omit<RulePlace, 'whose'>, path: YamlPath, context: RuleContext): boolean => {
  const { report, built: { types } } = context
  const looked = (read: readonly string[]): readonly [EntityType | undefined, readonly string[]] => (read[0] === 'entities' ? [types.get(read[1] ?? ''), read.slice(2)] : [type, read])
  const stateless = new Set(compiled.reads.flatMap((read) => {
    const [of, [what]] = looked(read)
    return of !== undefined && of.states === undefined && what === 'state' ? [of.name] : []
  }))
  for (const name of stateless) report('NO_STATES', file.at(path), { type: name, what: "The expression reads 'state'", known: withStates(context) })
  const isSound = stateless.size === 0 && checkComparedTexts(compiled, file, path, report, wordsOf(type, scope, context))
  for (const read of compiled.reads) {
    const [of, [what, name]] = looked(read)
    const quantities = of === undefined || what !== 'edge' || name === undefined ? undefined : quantitiesOf(of, context)
    if (of !== undefined && name !== undefined && quantities?.includes(name) === false) report('UNKNOWN_FIELD', file.at(path), { type: of.name, name, what: 'link quantity', nearest: nearest(name, quantities) })
  }
  return isSound
}

const orderPlace = ({ file }: RulesFile, scope: VersionScope, context: RuleContext): RulePlace => {
  const order = context.built.types.get(ORDER)
  return { file, type: order, scope, whose: 'order', environment: ruleEnvironment({ order: shapeOf(order, context), entities: entityShapes(context), verdicts: scope.verdicts }) }
}

/** A condition on the order alone. */
export const compileOnOrder = (shaped: RulesFile, path: YamlPath, scope: VersionScope, context: RuleContext): Condition | undefined => compileRule(orderPlace(shaped, scope, context), path, context)

export const withStates = ({ built }: RuleContext): readonly string[] => [...built.types.values()].filter(({ states }) => states !== undefined).map(({ name }) => name)

/** Where a domain's rule stands, and which orders its version is meant for. */
interface DomainPlace {
  readonly shaped: RulesFile
  readonly at: YamlPath
  readonly scope: VersionScope
  readonly validWhen: Condition | undefined
}

export const buildDomainRule = (domain: string, data: Draft<DomainRuleData>, { shaped, at, scope, validWhen }: DomainPlace, context: RuleContext): DomainRule | undefined => {
  const { type, path } = buildOver(data, shaped, at, context)
  const onOrder = orderPlace(shaped, scope, context)
  const isOrder = data.over === ORDER && data.path === undefined && !shaped.lost([...at, 'path'])
  const onEntity: RulePlace = { ...onOrder, type, whose: isOrder ? 'order' : 'entity', environment: ruleEnvironment({ order: shapeOf(context.built.types.get(ORDER), context), entity: shapeOf(type, context), entities: entityShapes(context), verdicts: scope.verdicts }) }
  const compile = (key: 'applies' | 'appliesWhen' | 'met', place: RulePlace): Condition | undefined => (data[key] === undefined ? undefined : compileRule(place, [...at, key], context))
  const own = compile('applies', onOrder)
  const applies = bothHold(validWhen?.compiled, own?.compiled, onOrder.environment, (why) => context.report('EXPRESSION', shaped.file.at([...at, 'applies']), { why }))
  const appliesWhen = compile('appliesWhen', onEntity)
  const met = compile('met', onEntity)
  checkTogether([['validWhen', validWhen], ['applies', own], ['appliesWhen', appliesWhen], ['met', met]], (key) => shaped.file.at([...at, key]), context)
  if (isOrder && (data.requires ?? 1) > 1) context.report('REQUIRES_TOO_MANY', shaped.file.at([...at, 'requires']), { requires: data.requires ?? 1 })
  return type && met && Object.freeze({
    domain,
    ...(applies === undefined ? {} : { applies }),
    over: type.name,
    ...(path === undefined ? {} : { path }),
    ...(appliesWhen === undefined ? {} : { appliesWhen: appliesWhen.compiled }),
    requires: data.requires ?? 1,
    met: met.compiled,
    aggregate: data.aggregate ?? 'all',
  })
}

/** One condition of two; each may end with a comment. */
const bothHold = (one: Compiled | undefined, other: Compiled | undefined, environment: Environment, report: (why: string) => void): Compiled | undefined => {
  if (one === undefined || other === undefined) return one ?? other
  const both = compileExpression(`(${one.text}\n) && (${other.text}\n)`, environment)
  if (both.ok) return both.compiled
  report(`Together with 'validWhen' this is no expression: ${both.problems[0]?.message ?? ''}`)
  return undefined
}

/** How the order's state in each domain is drawn from its parts. */
export const buildOrderStates = (files: readonly Shaped<StatesData>[], context: RuleContext): ReadonlyMap<string, OrderStateRule> => {
  const rules = new Map<string, OrderStateRule>()
  for (const shaped of files) {
    const { domain, order } = shaped.data
    if (order === undefined) continue
    const { type, path } = buildOver(order, shaped, ['order'], context)
    if (type !== undefined && type.states === undefined) context.report('NO_STATES', shaped.file.at(['order', 'over']), { type: type.name, what: "The order's state is drawn from it", known: withStates(context) })
    if (domain !== undefined && type !== undefined && order.aggregate !== undefined) rules.set(domain, Object.freeze({ domain, over: type.name, aggregate: order.aggregate, ...(path === undefined ? {} : { path }) }))
  }
  return rules
}

/** What visits of states are held to, by type and local state. */
export const buildSlas = (files: readonly Shaped<StatesData>[], context: RuleContext): ReadonlyMap<string, ReadonlyMap<string, Compiled>> =>
  new Map(files.flatMap(({ file, data }) => Object.entries(data.states ?? {}).map(([name, list]) => {
    const type = context.built.types.get(name)
    const environment = slaEnvironment(shapeOf(type, context))
    return [name, new Map((list ?? []).flatMap((entry, i) => {
      const compiled = entry?.sla === undefined ? undefined : compileRule({ file, type, scope: NO_VERDICTS, environment, whose: 'entity' }, ['states', name, i, 'sla'], context)?.compiled
      return compiled === undefined || entry?.name === undefined ? [] : [[entry.name, compiled] as const]
    }))] as const
  })))
