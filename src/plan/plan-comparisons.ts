import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import type { Cell } from '../vocabulary/entity-row.ts'
import { all, not, type Comparison, type Condition } from './condition.ts'
import { members } from './where.ts'

/** `{eq, ne, in, …}` over one property; each that is given must hold. */
export const planComparisons = (argument: string, property: string, filter: unknown): Condition =>
  all(members(filter).map(([operator, value]) => planComparison(argument, property, operator, value)))

const MOST_IN = 10_000

const planComparison = (argument: string, property: string, operator: string, value: unknown): Condition => {
  switch (operator) {
    case 'isNull': {
      const absent: Condition = { kind: 'absent', property }
      return value === true ? absent : not(absent)
    }
    case 'ne': return not({ kind: 'compare', property, comparison: 'eq', value: cell(value) })
    case 'in': {
      const values = Array.isArray(value) ? value : [value]
      if (values.length > MOST_IN) throw problem('BAD_ARGUMENT', { argument: `where.${argument}.in`, value: `a list of ${values.length}`, wanted: `at most ${MOST_IN} values` })
      return { kind: 'compare', property, comparison: 'in', value: values.map(cell) }
    }
    default: return { kind: 'compare', property, comparison: operator as Comparison, value: cell(value) }
  }
}

const cell = (value: unknown): Cell => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new Error(`plan-comparisons:cell: a filter value of type ${typeof value} came past its input type`)
}

/** A filter on a state: on the entity's own (`state`) or on an order's in a domain (`states.<domain>`), asked at `path` below `where`. `locals`: the words that it can be in. */
export const planStateFilter = (model: Model, locals: readonly string[], prefix: string, path: string, filter: unknown): Condition =>
  all(members(filter).map(([part, comparisons]) => {
    if (part === 'canonical') checkNames(comparisons, model.canonicalStates, (name) => problem('BAD_ARGUMENT', { argument: `where.${path}.canonical`, value: `'${name}'`, wanted: `one of ${model.canonicalStates.join(', ')}` }))
    if (part === 'local') checkNames(comparisons, locals, (name, near) => problem('BAD_ARGUMENT', { argument: `where.${path}.local`, value: `'${name}'`, wanted: near.length > 0 ? `a state, nearest: ${near.join(', ')}` : locals.length > 0 ? `one of ${locals.join(', ')}` : 'nothing: it has no states of its own. What its parts come to is asked by states: {some: {domain: …, local: …}}' }))
    return planComparisons(`${path}.${part}`, `${prefix}.${part}`, comparisons)
  }))

/** A misspelt name would find nothing and look like an answer. */
export const checkNames = (comparisons: unknown, known: readonly string[], refusal: (name: string, near: readonly string[]) => Error): void => {
  for (const [operator, value] of members(comparisons)) {
    if (operator !== 'eq' && operator !== 'ne' && operator !== 'in') continue
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name === 'string' && !known.includes(name)) throw refusal(name, nearest(name, known))
    }
  }
}

/** Whether a name satisfies a text filter: for names of the model, which are known before any row is read. */
export const satisfies = (comparisons: unknown, actual: string | number): boolean =>
  members(comparisons).every(([operator, value]) => {
    switch (operator) {
      case 'eq': return actual === value
      case 'ne': return actual !== value
      case 'in': return Array.isArray(value) && value.includes(actual)
      case 'gt': return actual > (value as string | number)
      case 'gte': return actual >= (value as string | number)
      case 'lt': return actual < (value as string | number)
      case 'lte': return actual <= (value as string | number)
      case 'contains': return String(actual).includes(String(value))
      case 'startsWith': return String(actual).startsWith(String(value))
      case 'endsWith': return String(actual).endsWith(String(value))
      case 'isNull': return value === false
      default: return false
    }
  })
