import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { orderStateProperty } from '../vocabulary/graph-property.ts'
import { all, any, not, type Condition } from './condition.ts'
import { checkNames, planStateFilter, satisfies } from './plan-comparisons.ts'
import { members, quantified } from './where.ts'

/** `states: {some: {domain, canonical, …}}`: the domains are the model's, so the quantifier becomes a choice over their properties. */
export const planStatesFilter = (model: Model, filter: unknown): Condition => {
  const some = (inner: unknown, quantifier: string): Condition => {
    const given = Object.fromEntries(members(inner))
    const { domain, ...parts } = given
    checkNames(domain, model.domains, (name, nearest) => problem('UNKNOWN_DOMAIN', { domain: name, nearest, known: model.domains }))
    const asked = [...model.orderStates.values()].filter((rule) => satisfies(domain, rule.domain))
    const locals = [...new Set(asked.flatMap(({ over }) => [...(model.types.get(over)?.states?.states.keys() ?? [])]))]
    return any([...model.orderStates.values()].flatMap((rule) => {
      const candidate = rule.domain
      const spoken = not({ kind: 'absent', property: orderStateProperty(candidate, 'settled') })
      const holds = planStateFilter(model, locals, `states.${candidate}`, `states.${quantifier}`, parts)
      if (quantifier !== 'every') return asked.includes(rule) ? [all([spoken, holds])] : []
      return [asked.includes(rule) ? all([spoken, not(holds)]) : spoken]
    }))
  }
  return quantified(filter, some, some)
}
