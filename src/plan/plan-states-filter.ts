import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { orderStateProperty } from '../vocabulary/graph-property.ts'
import { all, any, not, type Condition } from './condition.ts'
import { checkNames, planStateFilter, satisfies } from './plan-comparisons.ts'
import { members, quantified } from './where.ts'

/** `states: {some: {domain, canonical, …}}`: the domains are the model's, so the quantifier becomes a choice over their properties. */
export const planStatesFilter = (model: Model, filter: unknown): Condition => {
  const some = (inner: unknown, negated: boolean): Condition => {
    const given = Object.fromEntries(members(inner))
    const { domain, ...parts } = given
    checkNames(domain, model.domains, (name, nearest) => problem('UNKNOWN_DOMAIN', { domain: name, nearest }))
    return any([...model.orderStates.keys()].flatMap((candidate) => {
      const spoken = not({ kind: 'absent', property: orderStateProperty(candidate, 'settled') })
      const asked = satisfies(domain, candidate)
      const holds = planStateFilter(model, `states.${candidate}`, parts)
      if (!negated) return asked ? [all([spoken, holds])] : []
      return [asked ? all([spoken, not(holds)]) : spoken]
    }))
  }
  return quantified(filter, (inner) => some(inner, false), (inner) => some(inner, true))
}
