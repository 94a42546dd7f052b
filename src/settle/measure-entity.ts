import { decimalFrom, type Known } from '../expression/conversions.ts'
import { Malformed, UNKNOWN, type Compiled, type Scope } from '../expression/expression.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { reachedAlong } from './follow-path.ts'
import { attributesAt, historyOf, stateAt } from './history.ts'
import { windowOf } from './measure-window.ts'
import type { Translation } from '../model/model.ts'

/** What one entity adds to a measure. */
export interface Measured {
  /** The beginning of its window. */
  readonly from: Instant
  /** Undefined: nobody knows its group, and it counts toward the whole alone. */
  readonly group: string | undefined
  readonly matches: boolean
  /** Its digits. */
  readonly amount: string
}

/** A group's name is the key of a proposal too. */
const LONGEST_GROUP = 200

const valueOf = (expression: Compiled, scope: Scope): Known | undefined => {
  try {
    const value = expression.evaluate(scope)
    return value === UNKNOWN ? undefined : value
  } catch (error) {
    // As in every rule: what is present and wrong is no answer.
    if (error instanceof Malformed) return undefined
    throw error
  }
}

const amountOf = (expression: Compiled, scope: Scope): string | undefined => {
  try {
    const value = valueOf(expression, scope)
    return value === undefined ? undefined : decimalFrom(value)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

/** Whether some source speaks of an entity by now and has not deleted it. */
const isThere = (facts: Facts, ref: Ref, now: Instant): boolean => {
  const last = new Map<string, boolean>()
  for (const { source, kind, occurredAt } of facts.entities.get(ref)?.claims ?? []) if (occurredAt <= now) last.set(source, kind !== 'ended')
  return [...last.values()].some((speaks) => speaks)
}

/** What an entity adds to a measure now; nothing where it is not known whether it counts, when it fell, or how much it is. Cost: its claims and those of what stands beside it. */
export const measureEntity = (facts: Facts, { measure }: Translation, ref: Ref, now: Instant): Measured | undefined => {
  if (!isThere(facts, ref, now)) return undefined
  const { timezone } = facts.model
  const history = historyOf(facts, ref)
  const beside = measure.with.flatMap(({ variable, path }) => {
    const [other, ...more] = reachedAlong(facts, ref, path, now).filter((one) => facts.entities.has(one))
    // Which of several that sources name it is, nobody knows.
    return other === undefined || more.length > 0 ? [] : [[variable, attributesAt(historyOf(facts, other), now)] as const]
  })
  const scope: Scope = { variables: { ...Object.fromEntries(measure.with.map(({ variable }) => [variable, {}])), entity: attributesAt(history, now), state: stateAt(history, now), ...Object.fromEntries(beside) }, timezone }
  const at = valueOf(measure.at, scope)
  const amount = measure.amount === undefined ? '1' : amountOf(measure.amount, scope)
  if (typeof at !== 'number' || amount === undefined || (measure.counts !== undefined && valueOf(measure.counts, scope) !== true)) return undefined
  const group = measure.by === undefined ? '' : valueOf(measure.by, scope)
  return {
    from: windowOf(measure.every, instant(at), timezone).from,
    group: group === undefined || (measure.by !== undefined && group === '') ? undefined : String(group).replace(/\p{Cc}/gu, ' ').slice(0, LONGEST_GROUP).toWellFormed(),
    matches: measure.matches === undefined || valueOf(measure.matches, scope) === true,
    amount,
  }
}
