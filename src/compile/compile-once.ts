import { instant, type Instant } from '../vocabulary/instant.ts'
import { whole, type Parameter, type Statement } from './statement.ts'

/** Stand in a statement that is kept for what each question brings. No question can bring them itself: GraphQL has no NaN. */
export const LATE = { refs: Object.freeze([]) as readonly string[], now: instant(Number.NaN), mostRows: Number.NaN } as const

export interface Brought {
  readonly refs: readonly string[]
  readonly now: Instant
  readonly mostRows?: number
}

/** Statements by the plan they were compiled from, for as long as the plan is kept: the same text, with what this question brings. */
export const compileOnce = <Plan extends object>(compile: (plan: Plan) => Statement): ((plan: Plan, brought: Brought) => Statement) => {
  const kept = new WeakMap<Plan, Statement>()
  return (plan, brought) => {
    const statement = kept.get(plan) ?? compile(plan)
    kept.set(plan, statement)
    return { ...statement, parameters: Object.fromEntries(Object.entries(statement.parameters).map(([name, value]) => [name, bring(value, brought)])) }
  }
}

const bring = (value: Parameter, { refs, now, mostRows }: Brought): Parameter => {
  if (value === LATE.refs) return refs
  if (typeof value === 'number' && Number.isNaN(value)) return now
  if (typeof value === 'object' && value !== null && 'whole' in value && Number.isNaN(value.whole)) return whole(mostRows ?? 0)
  return value
}
