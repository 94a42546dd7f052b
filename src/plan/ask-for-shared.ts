import type { Model } from '../model/model.ts'
import { MOST_STARTS } from './bounds.ts'
import { stepsAlong, typesAlong, type Flow } from './walk-map.ts'

/**
 * The question that leads from things of a type that orders share to those orders, true of this model: lineage in one flow; else in one flow to everything
 * from which the other leads to orders, each type of it as soon as it is met, so that no way to an order is missed and none leads round; else
 * a filter on orders.
 */
export const askForShared = (model: Model, type: string, refs: readonly string[], orderType: string): string => {
  const from = JSON.stringify(refs)
  const leads = (flow: Flow, start: string): boolean => typesAlong(stepsAlong(model, flow, false), [start]).includes(orderType)
  for (const flow of ['UPSTREAM', 'DOWNSTREAM'] as const) {
    if (leads(flow, type)) return `lineage(from: ${from}, direction: ${flow}, to: ["${orderType}"])`
  }
  for (const [there, back] of [['DOWNSTREAM', 'UPSTREAM'], ['UPSTREAM', 'DOWNSTREAM']] as const satisfies readonly (readonly [Flow, Flow])[]) {
    const turns = typesAlong(stepsAlong(model, there, false), [type], (met) => !leads(back, met)).filter((met) => leads(back, met)).sort()
    if (turns.length > 0) return `lineage(from: ${from}, direction: ${there}, to: ${JSON.stringify(turns)}), and from what it answers, up to ${MOST_STARTS} refs at a time, lineage(direction: ${back}, to: ["${orderType}"])`
  }
  const fields = fieldsTo(model, orderType, type)
  return fields === undefined ? `entity(type: "${type}", key: …)` : `orders(where: ${fields.reduceRight((inner, field) => `{${field}: {some: ${inner}}}`, `{id: ${refs.length === 1 ? `{eq: ${JSON.stringify(refs[0])}}` : `{in: ${from}}`}}`)})`
}

/** The fewest relation fields that lead from one type to another. */
const fieldsTo = (model: Model, from: string, to: string): readonly string[] | undefined => {
  const ways = new Map<string, readonly string[]>([[from, []]])
  for (const [type, way] of ways) {
    for (const { field, target } of model.types.get(type)?.relations.values() ?? []) if (!ways.has(target)) ways.set(target, [...way, field])
  }
  return ways.get(to)
}
