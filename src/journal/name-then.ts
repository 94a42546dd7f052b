import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { ordersAt } from '../settle/belonging.ts'
import type { EntityFacts, Facts } from '../settle/facts.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { loadCircle } from './circle.ts'
import { readSurvivors } from './read-merges.ts'
import type { Reader } from './told.ts'

/** An order as it is known now, and the id by which it was asked for. */
export interface OrderAsked {
  readonly order: Ref
  readonly id: string
}

const carries = (entity: EntityFacts | undefined, id: string): boolean => entity?.claims.some((claim) => claim.kind === 'identifier' && String(claim.value) === id) === true

/** Those of several orders that an id led to: by a number of their own, else by what belongs to them and has that ref or number. */
const ledTo = (facts: Facts, orders: readonly Ref[], id: string, asOf: Instant): readonly Ref[] => {
  const own = orders.filter((ref) => carries(facts.entities.get(ref), id))
  if (own.length > 0) return own
  const named = [...facts.entities.values()].filter((entity) => entity.ref === id || carries(entity, id))
  const over = new Set(named.flatMap((entity) => ordersAt(facts, entity.ref, asOf)))
  return orders.filter((ref) => over.has(ref))
}

/**
 * The order that an id named by what was known at a moment: one that is several orders by the merges of that moment is told apart by the id.
 * ORDER_AMBIGUOUS when it leads to several of them. Cost: two statements; where merges came later, two a level of belonging more.
 */
export const nameThen = async (journal: Reader, model: Model, { order, id }: OrderAsked, { asOf, knownAt }: { readonly asOf: Instant; readonly knownAt: Instant }): Promise<Ref> => {
  const names = (await readSurvivors(journal)).withMerged([order])
  if (names.length === 1) return order
  const then = await readSurvivors(journal, knownAt)
  const asked = names.find((name) => name === id)
  if (asked !== undefined) return then.of(asked)
  const orders = [...new Set(names.map((name) => then.of(name)))]
  if (orders.length === 1) return order
  const { facts } = await loadCircle(journal, model, orders, knownAt)
  const found = ledTo(facts, orders, id, asOf)
  if (found.length > 1) throw problem('ORDER_AMBIGUOUS', { id, count: found.length, candidates: found.map((ref) => ({ ref, path: [ref] })) })
  return found[0] ?? then.of(order)
}
