import type { Dimension } from '../model/dimension.ts'
import type { Model } from '../model/model.ts'
import type { Facts } from '../settle/facts.ts'
import { reachedAlong } from '../settle/follow-path.ts'
import { attributesAt, historyOf } from '../settle/history.ts'
import { formatInstant, instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { alongPath } from './circle.ts'
import type { Survivors } from './survivors.ts'
import { Told, type Reader } from './told.ts'

/** Orders with what stands on their paths that are held in memory at a time. */
const STRETCH = 500

/** As text; null: no value. */
const shown = ({ attribute }: Dimension, value: unknown): string | null => {
  if (typeof value === 'number' && attribute.type === 'DateTime') return formatInstant(instant(value))
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** Each value once, over links that hold at the moment; null alone where there is none. */
const valuesAt = (facts: Facts, order: Ref, dimension: Dimension, moment: Instant): readonly (string | null)[] => {
  const reached = reachedAlong(facts, order, dimension.path, moment).filter((ref) => facts.entities.has(ref))
  const values = new Set(reached.map((ref) => shown(dimension, attributesAt(historyOf(facts, ref), moment)[dimension.attribute.name])).filter((value) => value !== null))
  return values.size === 0 ? [null] : [...values]
}

/**
 * What some orders are counted by at a moment, in the order of the dimensions. Cost: what reading the orders takes, and what stands on the ways to the
 * attributes, five statements a step for every five hundred orders; memory: those.
 */
export const dimensionValues = async (reader: Reader, model: Model, survivors: Survivors, dimensions: readonly Dimension[], orders: readonly Ref[], moment: Instant): Promise<ReadonlyMap<Ref, readonly (readonly (string | null)[])[]>> => {
  const values = new Map<Ref, readonly (readonly (string | null)[])[]>()
  if (dimensions.length === 0) return values
  const size = dimensions.every(({ path }) => path.length === 0) ? orders.length : STRETCH
  for (let from = 0; from < orders.length; from += size) {
    const some = orders.slice(from, from + size)
    const told = new Told(model, survivors, undefined, false, true)
    const refs = new Set(some)
    for (const { path } of dimensions) for (const ref of await alongPath(reader, told, model, path, some)) refs.add(ref)
    await told.ensure(reader, refs)
    const facts = told.facts(refs)
    for (const order of some) values.set(order, dimensions.map((dimension) => valuesAt(facts, order, dimension, moment)))
  }
  return values
}
