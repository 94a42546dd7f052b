import type { EntityType, Role } from './entity-type.ts'
import type { Model } from './model.ts'

/** Types of any of some roles, in the model's order. */
export const typesOf = ({ types }: Pick<Model, 'types'>, ...roles: readonly Role[]): readonly EntityType[] => [...types.values()].filter(({ role }) => role !== undefined && roles.includes(role))
