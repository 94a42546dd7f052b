import type { Model } from '../model/model.ts'
import { stepsAlong, type Flow, type Step } from './walk-map.ts'

/**
 * The question that leads from something orders share to those orders, true of this model: lineage in one flow; else in one flow to what the
 * orders have below them and from there in the other; else a filter on orders.
 */
export const askForShared = (model: Model, type: string, ref: string, orderType: string): string => {
  const from = JSON.stringify(ref)
  for (const flow of ['UPSTREAM', 'DOWNSTREAM'] as const) {
    if (reached(stepsAlong(model, flow), type).includes(orderType)) return `lineage(from: [${from}], direction: ${flow}, to: ["${orderType}"])`
  }
  for (const [there, back] of [['DOWNSTREAM', 'UPSTREAM'], ['UPSTREAM', 'DOWNSTREAM']] as const satisfies readonly (readonly [Flow, Flow])[]) {
    const turn = reached(stepsAlong(model, there), type).find((candidate) => reached(stepsAlong(model, back), candidate).includes(orderType))
    if (turn !== undefined) return `lineage(from: [${from}], direction: ${there}, to: ["${turn}"]), and from what it answers lineage(direction: ${back}, to: ["${orderType}"])`
  }
  const fields = fieldsTo(model, orderType, type)
  return fields === undefined ? `entity(type: "${type}", key: …)` : `orders(where: ${fields.reduceRight((inner, field) => `{${field}: {some: ${inner}}}`, `{id: {eq: ${from}}}`)})`
}

/** Types that steps lead to from one, nearest first, itself left out. */
const reached = (steps: readonly Step[], from: string): readonly string[] => {
  const found = [from]
  for (const type of found) for (const { near, far } of steps) if (near === type && !found.includes(far)) found.push(far)
  return found.slice(1)
}

/** The fewest relation fields that lead from one type to another. */
const fieldsTo = (model: Model, from: string, to: string): readonly string[] | undefined => {
  const ways = new Map<string, readonly string[]>([[from, []]])
  for (const [type, way] of ways) {
    for (const { field, target } of model.types.get(type)?.relations.values() ?? []) if (!ways.has(target)) ways.set(target, [...way, field])
  }
  return ways.get(to)
}
