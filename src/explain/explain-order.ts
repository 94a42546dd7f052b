import type { Model } from '../model/model.ts'
import type { Facts } from '../settle/facts.ts'
import { orderQuestion } from '../settle/settle-order.ts'
import { settleVerdict } from '../settle/settle-verdict.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { explainVerdict } from './explain-verdict.ts'
import type { Explained } from './explained.ts'
import { neededFacts } from './needed-facts.ts'
import type { NeededFact } from './way.ts'

/** Why a verdict is what it is. */
export interface VerdictExplained {
  readonly why: Explained
  /** Of what it looks at, what sources disagree about. */
  readonly disputed: readonly Ref[]
  /** What would make it MET, looked for when it is asked: empty when it is, undefined when nothing would. */
  readonly needed: () => readonly NeededFact[] | undefined
}

/** Undefined before the order's first claim, and where the model has no such version. */
export const explainOrder = (facts: Facts, model: Model, order: Ref, asked: { readonly definition: string; readonly version: number }, asOf: Instant): VerdictExplained | undefined => {
  const definition = model.definitions.get(asked.definition)
  const version = definition?.versions.find((one) => one.version === asked.version)
  const question = facts.entities.has(order) ? orderQuestion(facts, order, asOf) : undefined
  if (definition === undefined || version === undefined || question === undefined) return undefined
  return { why: explainVerdict(question, model.definitions, version), disputed: settleVerdict({ ...question, version }).disputed, needed: () => neededFacts(question, version) }
}
