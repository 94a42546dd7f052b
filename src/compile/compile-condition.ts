import type { Condition } from '../plan/condition.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { linkPattern, validNow } from './link-pattern.ts'
import type { Names } from './names.ts'
import { quote } from './quote.ts'

export interface ConditionScope {
  readonly names: Names
  /** Parameter that holds the moment at which links must be valid; made when first needed. */
  readonly now: () => string
}

export const makeScope = (names: Names, now: Instant): ConditionScope => {
  let parameter: string | undefined
  return { names, now: () => (parameter ??= names.parameter('now', now)) }
}

/** A predicate over `variable`. Nulls count as false wherever they can show: only under `not`, so that indexes still serve the rest. */
export const compileCondition = (scope: ConditionScope, variable: string, condition: Condition): string => {
  switch (condition.kind) {
    case 'all': return condition.of.length === 0 ? 'true' : joined(scope, variable, condition.of, 'AND')
    case 'any': return condition.of.length === 0 ? 'false' : joined(scope, variable, condition.of, 'OR')
    case 'absent': return `${variable}.${quote(condition.property)} IS NULL`
    case 'compare': return `${variable}.${quote(condition.property)} ${OPERATORS[condition.comparison]} ${scope.names.parameter(condition.property, condition.value)}`
    case 'some': {
      const target = scope.names.variable(condition.relation.target)
      const link = scope.names.variable(condition.relation.name)
      const that = compileCondition(scope, target, condition.that)
      const holds = validNow(link, scope.now())
      return `EXISTS { MATCH ${linkPattern(variable, link, condition.relation, target)} WHERE ${that === 'true' ? holds : `${holds} AND ${that}`} }`
    }
    case 'not': {
      if (condition.of.kind === 'absent') return `${variable}.${quote(condition.of.property)} IS NOT NULL`
      const inner = compileCondition(scope, variable, condition.of)
      return condition.of.kind === 'some' || condition.of.kind === 'not' ? `NOT ${inner}` : `NOT coalesce(${inner}, false)`
    }
  }
}

const joined = (scope: ConditionScope, variable: string, of: readonly Condition[], word: 'AND' | 'OR'): string => {
  const parts = of.map((part) => compileCondition(scope, variable, part))
  return parts.length === 1 ? parts[0] ?? 'true' : `(${parts.join(` ${word} `)})`
}

const OPERATORS = { eq: '=', in: 'IN', gt: '>', gte: '>=', lt: '<', lte: '<=', contains: 'CONTAINS', startsWith: 'STARTS WITH', endsWith: 'ENDS WITH' } as const
