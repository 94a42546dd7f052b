import type { EntityType } from '../model/entity-type.ts'
import { problem } from '../problems/problem.ts'
import { numberProperty } from '../vocabulary/graph-property.ts'
import { all, any, not, type Condition } from './condition.ts'
import { planComparisons, planStateFilter } from './plan-comparisons.ts'
import { planStatesFilter } from './plan-states-filter.ts'
import { planVerdictsFilter } from './plan-verdicts-filter.ts'
import { members, quantified, type WhereContext } from './where.ts'

/** What a filter may hold at most. A text of many subqueries takes the planner seconds, so the bound is on the question. */
export const WHERE_DEPTH = 8
const WHERE_PARTS = 200

/** `where` as GraphQL has coerced it, by its input type; names in it are therefore the model's. */
export const planCondition = (context: WhereContext, type: EntityType, where: unknown): Condition | undefined => {
  if (where === undefined || where === null) return undefined
  refuseNull('where', where)
  const budget = { parts: WHERE_PARTS }
  return planWhere(context, type, where, WHERE_DEPTH, budget)
}

/** Anywhere within a filter null would be no condition at all, and a variable that somebody left out would find everything. */
const refuseNull = (path: string, given: unknown): void => {
  if (given === null) throw problem('BAD_ARGUMENT', { argument: path, value: 'null', wanted: 'something to filter by; ask {isNull: true} for what is absent' })
  if (Array.isArray(given)) for (const one of given) refuseNull(path, one)
  else for (const [name, inner] of members(given)) refuseNull(`${path}.${name}`, inner)
}

const planWhere = (context: WhereContext, type: EntityType, where: unknown, depth: number, budget: { parts: number }): Condition => {
  if (depth < 0) throw problem('BAD_ARGUMENT', { argument: 'where', value: `nested more than ${WHERE_DEPTH} deep`, wanted: `at most ${WHERE_DEPTH} levels` })
  const deeper = (of: EntityType, inner: unknown): Condition => planWhere(context, of, inner, depth - 1, budget)
  return all(members(where).map(([name, value]) => {
    budget.parts -= 1
    if (budget.parts < 0) throw problem('BAD_ARGUMENT', { argument: 'where', value: `of more than ${WHERE_PARTS} parts`, wanted: `at most ${WHERE_PARTS}` })
    return planMember(context, type, name, value, deeper)
  }))
}

const planMember = (context: WhereContext, type: EntityType, name: string, value: unknown, deeper: (of: EntityType, inner: unknown) => Condition): Condition => {
  const attribute = type.attributes.get(name)
  if (attribute !== undefined) return planComparisons(name, attribute.type === 'Decimal' ? numberProperty(name) : name, value)
  const relation = type.relations.get(name)
  if (relation !== undefined) {
    const target = context.model.types.get(relation.target)
    if (target === undefined) throw new Error(`plan-condition:relation: ${relation.target} is no type of the model`)
    return quantified(value, (inner) => ({ kind: 'some', relation, that: deeper(target, inner) }), (inner) => ({ kind: 'some', relation, that: not(deeper(target, inner)) }))
  }
  switch (name) {
    case 'and': return all(list(value).map((inner) => deeper(type, inner)))
    case 'or': return any(list(value).map((inner) => deeper(type, inner)))
    case 'not': return not(deeper(type, value))
    case 'id': return planComparisons(name, 'ref', value)
    case 'key':
    case 'resolved': return planComparisons(name, name, value)
    case 'state': return planStateFilter(context.model, [...(type.states?.states.keys() ?? [])], 'state', 'state', value)
    case 'states': return planStatesFilter(context.model, value)
    case 'verdicts': return planVerdictsFilter(context, value)
    default: throw new Error(`plan-condition:member: no plan for where.${name}`)
  }
}

const list = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : [value]
