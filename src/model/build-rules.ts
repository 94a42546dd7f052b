import { attributeStaticType, ruleEnvironment, type EntityShape, type Environment } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import type { BuiltTypes } from './build-types.ts'
import { checkComparedTexts, type KnownTexts } from './compared-texts.ts'
import { compileAt, TRUTH } from './compile-at.ts'
import type { DomainRule, EntityType, OrderStateRule, Relation, SourceModel } from './model.ts'
import type { Report } from './model-problem.ts'
import type { Shaped } from './read-shape.ts'
import type { DomainRuleData, StatesData } from './shapes.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

/** What the rules of an order may name. */
export interface RuleContext {
  readonly built: BuiltTypes
  readonly domains: ReadonlySet<string>
  /** Types that can belong to an order, Order among them. */
  readonly inOrder: readonly string[]
  readonly canonicalStates: readonly string[]
  readonly sources: ReadonlyMap<string, SourceModel>
  readonly report: Report
}

const ORDER = 'Order'

export const shapeOf = (type: EntityType): EntityShape => ({
  name: type.name,
  members: Object.fromEntries([...type.attributes.values()].map((attribute) => [attribute.name, attributeStaticType(attribute.type)])),
})

/** Relation fields from a type on, each from where the one before ended, and the type at the end; undefined when a step leads nowhere. */
export const buildPath = (start: EntityType | undefined, steps: readonly string[], file: YamlFile, at: YamlPath, { built, report }: Pick<RuleContext, 'built' | 'report'>): { readonly path: readonly Relation[]; readonly end: EntityType } | undefined => {
  const path: Relation[] = []
  let here = start
  for (const step of steps) {
    if (here === undefined) return undefined
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
const buildOver = (data: { readonly over: string; readonly path?: readonly string[] | undefined }, file: YamlFile, at: YamlPath, context: RuleContext) => {
  const { built, inOrder, report } = context
  const type = built.types.get(data.over)
  if (type === undefined) report('UNKNOWN_TYPE', file.at([...at, 'over']), { name: data.over, nearest: nearest(data.over, built.types.keys()) })
  else if (data.path === undefined && !inOrder.includes(data.over)) report('NOT_IN_ORDER', file.at([...at, 'over']), { type: data.over, known: inOrder })
  if (data.path === undefined) return { type }
  const place = [...at, 'path']
  const led = buildPath(built.types.get(ORDER), data.path, file, place, context)
  if (led !== undefined && led.end.name !== data.over) report('PATH_ELSEWHERE', file.at(place), { path: data.path.join('.'), end: led.end.name, over: data.over })
  return { type, path: led?.path }
}

/** A ruling's members that hold one of a closed list of words. */
export const stateWords = (type: EntityType, member: string | undefined, { canonicalStates, sources }: Pick<RuleContext, 'canonicalStates' | 'sources'>): KnownTexts | undefined => {
  if (member === 'local') return { known: [...(type.states?.states.keys() ?? [])], what: `state of ${type.name}` }
  if (member === 'canonical') return canonicalStates.length === 0 ? undefined : { known: canonicalStates, what: 'canonical state' }
  return member === 'source' ? { known: [...sources.keys()], what: 'source' } : undefined
}

const wordsOf = (type: EntityType, { built, canonicalStates, sources }: RuleContext) => (read: readonly string[]): KnownTexts | undefined => {
  const [variable, member] = read
  if (variable === 'state') return stateWords(type, member, { canonicalStates, sources })
  if (member === 'source' && variable === 'claims') return { known: [...sources.keys()], what: 'source' }
  const owner = variable === 'entity' ? type : variable === 'order' ? built.types.get(ORDER) : undefined
  return owner && enumWords(owner, member, built)
}

/** An attribute that takes the words of an enum is compared with one of them. */
export const enumWords = (owner: EntityType, member: string | undefined, built: BuiltTypes): KnownTexts | undefined => {
  const attribute = owner.attributes.get(member ?? '')
  if (attribute === undefined || typeof attribute.type !== 'object') return undefined
  return { known: built.enums.get(attribute.type.enum) ?? [], what: `value of ${attribute.type.enum}` }
}

const quantitiesOf = (type: EntityType, sources: RuleContext['sources']): readonly string[] =>
  [...sources.values()].flatMap((source) => source.yields.flatMap((entry) => entry.links))
    .filter(({ relation }) => relation.owner === type.name || relation.target === type.name)
    .flatMap((link) => link.quantities.map((quantity) => quantity.name))

/** Compiles one expression of a rule and holds what it names against the model. */
const compileRule = (file: YamlFile, path: YamlPath, type: EntityType, environment: Environment, context: RuleContext): Compiled | undefined => {
  const { report } = context
  const compiled = compileAt({ file, environment, report }, path, TRUTH)
  if (compiled === undefined) return undefined
  if (compiled.reads.some(([variable]) => variable === 'state') && type.states === undefined) {
    const known = [...context.built.types.values()].filter((candidate) => candidate.states !== undefined).map((candidate) => candidate.name)
    report('NO_STATES', file.at(path), { type: type.name, what: "The expression reads 'state'", known })
  } else checkComparedTexts(compiled, file, path, report, wordsOf(type, context))
  const quantities = quantitiesOf(type, context.sources)
  for (const [variable, name] of compiled.reads) {
    if (variable === 'edge' && name !== undefined && !quantities.includes(name)) report('UNKNOWN_FIELD', file.at(path), { type: type.name, name, what: 'link quantity', nearest: nearest(name, quantities) })
  }
  return compiled
}

export const buildDomainRule = (domain: string, data: DomainRuleData, file: YamlFile, at: YamlPath, context: RuleContext): DomainRule | undefined => {
  const { type, path } = buildOver(data, file, at, context)
  const order = context.built.types.get(ORDER)
  if (type === undefined || order === undefined) return undefined
  const onOrder = ruleEnvironment({ order: shapeOf(order) })
  const onEntity = ruleEnvironment({ order: shapeOf(order), entity: shapeOf(type) })
  const applies = data.applies === undefined ? undefined : compileRule(file, [...at, 'applies'], order, onOrder, context)
  const appliesWhen = data.appliesWhen === undefined ? undefined : compileRule(file, [...at, 'appliesWhen'], type, onEntity, context)
  const met = compileRule(file, [...at, 'met'], type, onEntity, context)
  return met && Object.freeze({
    domain,
    ...(applies === undefined ? {} : { applies }),
    over: data.over,
    ...(path === undefined ? {} : { path }),
    ...(appliesWhen === undefined ? {} : { appliesWhen }),
    requires: data.requires ?? 1,
    met,
    aggregate: data.aggregate ?? 'all',
  })
}

/** How the order's state in each domain is drawn from its parts. */
export const buildOrderStates = (files: readonly Shaped<StatesData>[], context: RuleContext): ReadonlyMap<string, OrderStateRule> => {
  const rules = new Map<string, OrderStateRule>()
  for (const { file, data } of files) {
    if (data.order === undefined) continue
    const { type, path } = buildOver(data.order, file, ['order'], context)
    if (type !== undefined && type.states === undefined) {
      const known = [...context.built.types.values()].filter((candidate) => candidate.states !== undefined).map((candidate) => candidate.name)
      context.report('NO_STATES', file.at(['order', 'over']), { type: type.name, what: "The order's state is drawn from it", known })
    }
    rules.set(data.domain, Object.freeze({ domain: data.domain, over: data.order.over, aggregate: data.order.aggregate, ...(path === undefined ? {} : { path }) }))
  }
  return rules
}
