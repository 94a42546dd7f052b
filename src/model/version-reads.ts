import type { Compiled } from '../expression/expression.ts'
import { once } from '../vocabulary/once.ts'
import { hasHistory, type EntityType } from './entity-type.ts'
import { type DefinitionVersion, type DomainRule, type Model } from './model.ts'

const given = (...expressions: readonly (Compiled | undefined)[]): readonly Compiled[] => expressions.filter((expression) => expression !== undefined)

export const expressionsOfRule = once(({ applies, appliesWhen, met }: DomainRule): readonly Compiled[] => given(applies, appliesWhen, met))

export const expressionsOfAnswers = once(({ answers: { stage, share, time } }: DefinitionVersion): readonly Compiled[] => given(stage?.rule, share, time))

const variablesOf = once(({ reads }: Compiled): ReadonlySet<string> => new Set(reads.map(([variable = '']) => variable)))

/** Whether any of some expressions reads a variable. */
export const readsAny = (names: readonly string[], expressions: readonly (Compiled | undefined)[]): boolean =>
  expressions.some((expression) => expression !== undefined && names.some((name) => variablesOf(expression).has(name)))

const withUsed = (version: DefinitionVersion, does: (one: DefinitionVersion) => boolean): boolean => does(version) || [...version.uses.values()].some((used) => withUsed(used, does))

/** Whether the clock alone may change what the version says. */
export const readsNow = once((version: DefinitionVersion): boolean =>
  withUsed(version, (one) => readsAny(['now'], [...one.domains.flatMap(expressionsOfRule), ...expressionsOfAnswers(one)])))

/** Whether the version reads an attribute that holds only its last value: as of a moment it is unknown there. */
export const readsUntracked = (model: Model, version: DefinitionVersion): boolean => untrackedIn(model)(version)
const untrackedIn = once((model: Model) => once((version: DefinitionVersion): boolean => withUsed(version, (one) => {
  const isUntracked = (over: string, path: readonly string[]): boolean => {
    const [type, field] = path[0] === 'entities' ? [path[1], path[2]] : [path[0] === 'order' ? 'Order' : path[0] === 'entity' ? over : undefined, path[1]]
    const attribute = type === undefined || field === undefined ? undefined : model.types.get(type)?.attributes.get(field)
    return attribute !== undefined && !hasHistory(attribute)
  }
  return one.domains.some((rule) => expressionsOfRule(rule).some(({ reads }) => reads.some((path) => isUntracked(rule.over, path))))
    || expressionsOfAnswers(one).some(({ reads }) => reads.some((path) => isUntracked('Order', path)))
})))

/** Whether what is kept of the version's verdicts over time is what the claims say of each moment. Where it reads `now` it is followed to the moment asked about; and what stands in a list made by an expression is read by no path that is seen, so that its fields without a history may be among what was kept. */
export const isKeptAsAsked = (model: Model, version: DefinitionVersion): boolean => {
  const hasUntracked = (type: string): boolean => [...model.types.get(type)?.attributes.values() ?? []].some((attribute) => !hasHistory(attribute))
  const isWhole = (name: string, over: string, expressions: readonly Compiled[]): boolean => hasUntracked(over) && expressions.some(({ reads }) => reads.some((path) => path.length === 1 && path[0] === name))
  return !readsNow(version) && !withUsed(version, (one) => {
    const all = [...one.domains.flatMap(expressionsOfRule), ...expressionsOfAnswers(one)]
    return (readsAny(['entities'], all) && one.entityTypes.some(hasUntracked)) || isWhole('order', 'Order', all) || one.domains.some((rule) => isWhole('entity', rule.over, expressionsOfRule(rule)))
  })
}

/** Types that some expressions read through `entities`. */
export const entityTypesRead = (expressions: readonly (Compiled | undefined)[]): readonly string[] => {
  const reading = expressions.filter((expression) => expression !== undefined && variablesOf(expression).has('entities'))
  return reading.length === 0 ? [] : [...new Set(reading.flatMap((expression) => expression?.reads.flatMap(([variable, type]) => (variable === 'entities' && type !== undefined ? [type] : [])) ?? []))].sort()
}

/** Those among the versions that it uses whose verdicts some expressions of a version read. */
export const versionsRead = ({ uses }: DefinitionVersion, expressions: readonly (Compiled | undefined)[]): readonly DefinitionVersion[] =>
  [...uses].filter(([name]) => expressions.some((expression) => expression?.reads.some(([variable, used = name]) => variable === 'verdicts' && used === name))).map(([, used]) => used)

/** Whether an SLA of the type reads a field that holds only its last value. */
export const slasReadUntracked = (model: Model, type: EntityType): boolean =>
  [...model.slas.get(type.name)?.values() ?? []].some(({ reads }) => reads.some(([variable, field = '']) => {
    const attribute = variable === 'entity' ? type.attributes.get(field) : undefined
    return attribute !== undefined && !hasHistory(attribute)
  }))
