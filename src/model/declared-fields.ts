import type { Attribute, KeptField, Relation } from './entity-type.ts'
import type { Model } from './model.ts'

/** Every field of every type as it is declared, in SDL: `Type.field` → `Int!`, `Order`, `[Order!]!`, `@kept(path: "line.order")`. What no event shows of a model. */
export type DeclaredFields = Readonly<Record<string, string>>

const attributeText = ({ type, required }: Attribute): string => `${typeof type === 'object' ? type.enum : type}${required ? '!' : ''}`
const relationText = ({ target, many, required }: Relation): string => (many ? `[${target}!]!` : `${target}${required ? '!' : ''}`)
const keptText = ({ path, attribute }: KeptField): string => `@kept(path: "${[...path.map(({ field }) => field), ...(attribute === undefined ? [] : [attribute.name])].join('.')}")`

export const declaredFields = (model: Model): DeclaredFields =>
  Object.fromEntries([...model.types.values()].flatMap(({ name, attributes, relations, kept }) => [
    ...[...attributes.values()].map((attribute) => [`${name}.${attribute.name}`, attributeText(attribute)] as const),
    ...[...relations.values()].map((relation) => [`${name}.${relation.field}`, relationText(relation)] as const),
    ...[...kept.values()].map((field) => [`${name}.${field.name}`, keptText(field)] as const),
  ]))
