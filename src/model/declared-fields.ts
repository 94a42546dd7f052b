import type { Attribute, Model, Relation } from './model.ts'

/** Every field of every type as it is declared, in SDL: `Type.field` → `Int!`, `Order`, `[Order!]!`. What no event shows of a model. */
export type DeclaredFields = Readonly<Record<string, string>>

const attributeText = ({ type, required }: Attribute): string => `${typeof type === 'object' ? type.enum : type}${required ? '!' : ''}`
const relationText = ({ target, many, required }: Relation): string => (many ? `[${target}!]!` : `${target}${required ? '!' : ''}`)

export const declaredFields = (model: Model): DeclaredFields =>
  Object.fromEntries([...model.types.values()].flatMap(({ name, attributes, relations }) => [
    ...[...attributes.values()].map((attribute) => [`${name}.${attribute.name}`, attributeText(attribute)] as const),
    ...[...relations.values()].map((relation) => [`${name}.${relation.field}`, relationText(relation)] as const),
  ]))
