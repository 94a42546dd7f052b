import { hasHistory, type EntityType } from '../model/entity-type.ts'
import { type Model } from '../model/model.ts'
import { numberProperty } from '../vocabulary/graph-property.ts'
import type { Condition } from './condition.ts'
import type { PagePlan } from './page-plan.ts'

/** The first thing that a page's filter or order goes by and that has no history, so that as of a time it would be taken as absent: a field, or a relation that a derivation infers. */
export const untrackedIn = (model: Model, { type, where, sort }: Pick<PagePlan, 'type' | 'where' | 'sort'>): string | undefined =>
  (where === undefined ? undefined : inCondition(model, type, where)) ?? sort.map(({ property }) => fieldWithoutHistory(type, property)).find((field) => field !== undefined)

const fieldWithoutHistory = (type: EntityType, property: string): string | undefined => {
  const attribute = [...type.attributes.values()].find(({ name }) => name === property || numberProperty(name) === property)
  return attribute === undefined || hasHistory(attribute) ? undefined : `${type.name}.${attribute.name}`
}

const inCondition = (model: Model, type: EntityType, condition: Condition): string | undefined => {
  switch (condition.kind) {
    case 'all': case 'any': return condition.of.map((one) => inCondition(model, type, one)).find((field) => field !== undefined)
    case 'not': return inCondition(model, type, condition.of)
    case 'compare': case 'absent': return fieldWithoutHistory(type, condition.property)
    case 'some': {
      const { relation, that } = condition
      const target = model.types.get(relation.target)
      return relation.kind.inferred ? `${relation.owner}.${relation.field}` : target && inCondition(model, target, that)
    }
  }
}
