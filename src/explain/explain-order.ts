import type { Model } from '../model/model.ts'
import type { Facts } from '../settle/facts.ts'
import { orderQuestion } from '../settle/settle-order.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { explainVerdict } from './explain-verdict.ts'
import type { Explained } from './explained.ts'
import { neededFacts } from './needed-facts.ts'
import type { NeededFact } from './way.ts'

/** Why a verdict is what it is, and what would make it MET: empty when it is, absent when nothing would. */
export interface VerdictExplained {
  readonly why: Explained
  readonly needed?: readonly NeededFact[]
}

/** Undefined before the order's first claim, and where the model has no such version. */
export const explainOrder = (facts: Facts, model: Model, order: Ref, asked: { readonly definition: string; readonly version: number }, asOf: Instant): VerdictExplained | undefined => {
  const definition = model.definitions.get(asked.definition)
  const version = definition?.versions.find((one) => one.version === asked.version)
  const question = facts.entities.has(order) ? orderQuestion(facts, order, asOf) : undefined
  if (definition === undefined || version === undefined || question === undefined) return undefined
  const needed = neededFacts(question, version)
  return { why: explainVerdict(question, model.definitions, version), ...(needed === undefined ? {} : { needed }) }
}
