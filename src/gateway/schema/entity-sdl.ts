import type { Attribute, EntityType, KeptField, Relation } from '../../model/entity-type.ts'
import type { Model } from '../../model/model.ts'
import { KERNEL_SORT_FIELDS, sortFieldName } from '../../plan/plan-sort.ts'
import { filterName } from './filter-types.ts'

const attributeTypeName = ({ type }: Attribute): string => typeof type === 'string' ? type : type.enum

/** A description, if there is one; JSON's escapes are GraphQL's. */
const described = (description: string | undefined, indent = ''): readonly string[] => description === undefined || description === '' ? [] : [`${indent}${JSON.stringify(description)}`]

const ORDER_FIELDS = `
  "One a domain that has something to say."
  states: [DomainState!]!
  "What a definition says of this order: the version named, else the one in force."
  verdict(definition: String!, version: Int): Verdict!
  "Claims of the order and everything that belongs to it, by \`occurredAt\`, earliest first."
  timeline(first: Int = 50, after: String): ClaimConnection!
  "The states that the order and everything that belongs to it were in, in the order in which they began."
  stateTimeline(first: Int = 50, after: String): StateVisitConnection!
  "Rulings by which other orders are one with this one, over chains too, earliest first; below an order as of a time those known then."
  mergedFrom: [Merge!]!`

/** Of types whose role is UNIT or LOT. */
const FATE_FIELDS = `
  "What is known to have become of it, as the model's recall.yaml says: the last line counts, of several times the latest. Null as of another time."
  fates: [UnitFate!]`

/** A type of the model as it is served. Fields are required of records, not of answers: they are all nullable. */
export const entityTypeSdl = (type: EntityType): string => [
  ...described(type.description),
  `type ${type.name} implements Node & Entity {${type.role === 'ORDER' ? ORDER_FIELDS : type.role === 'UNIT' || type.role === 'LOT' ? FATE_FIELDS : ''}`,
  ...[...type.attributes.values()].flatMap((attribute) => [...described(attribute.description, '  '), `  ${attribute.name}: ${attributeTypeName(attribute)}`]),
  ...[...type.relations.values()].flatMap((relation) => [...described(relation.description, '  '), `  ${relationSdl(relation)}`]),
  ...[...type.kept.values()].flatMap((kept) => [...described(kept.description, '  '), `  ${keptSdl(kept)}`]),
  '}',
].join('\n')

const relationSdl = ({ field, target, many }: Relation): string => many
  ? `${field}(where: ${target}Where, orderBy: [${target}Sort!], first: Int = 50, after: String): ${target}Connection!`
  : `${field}: ${target}`

const keptSdl = ({ name, path, attribute }: KeptField): string => `${name}: [${attribute === undefined ? path.at(-1)?.target ?? '' : attributeTypeName(attribute)}!]`

/** Pages of the type: at the root and over relations alike. What an edge says of its link is null at the root, where no link led there. */
export const connectionSdl = ({ name }: EntityType): string => `
"A page of ${name}."
type ${name}Connection {
  edges: [${name}Edge!]!
  nodes: [${name}!]!
  pageInfo: PageInfo!
  "How many there are in all, under the filter; counted up to 100,000 where there is a filter or an owner."
  totalCount: Int!
  "Whether totalCount is their number or where counting ended."
  totalCountPrecision: CountPrecision!
}

"An entity of a page, with the link that led to it."
type ${name}Edge {
  "For \`after\`."
  cursor: String!
  node: ${name}!
  "Quantities that live on the link, such as pieces of a partial delivery."
  quantities: JSON
  "The sources that state the link; none when it is inferred."
  sources: [String!]
  "Since when the link holds, by occurredAt."
  validFrom: DateTime
  "When we were first told of the link."
  knownFrom: DateTime
  "True when no record states the link."
  inferred: Boolean
  "The rule that infers the link; null when records state it."
  derivation: Derivation
}`

/** `<Type>Where`, `<Type>Quantifiers`, `<Type>SortField` and `<Type>Sort`. */
export const inputsSdl = (type: EntityType): string => {
  const { name } = type
  const isOrder = type.role === 'ORDER'
  return `
"Which ${name}; everything given must hold."
input ${name}Where {
  and: [${name}Where!]
  or: [${name}Where!]
  not: ${name}Where
  id: IDFilter
  key: StringFilter
  resolved: BooleanFilter
  state: StateFilter
${isOrder ? '  states: OrderStateQuantifiers\n  verdicts: VerdictQuantifiers' : ''}
${[...type.attributes.values()].map((attribute) => `  ${attribute.name}: ${filterName(attributeTypeName(attribute))}`).join('\n')}
${[...type.relations.values()].map(({ field, target }) => `  ${field}: ${target}Quantifiers`).join('\n')}
}

"Related ${name}, by links that hold now."
input ${name}Quantifiers {
  "At least one satisfies it."
  some: ${name}Where
  "None satisfies it."
  none: ${name}Where
  "All that there are satisfy it; true when there is none."
  every: ${name}Where
}

enum ${name}SortField { ${[...Object.keys(KERNEL_SORT_FIELDS), ...[...type.attributes.values()].map((attribute) => sortFieldName(attribute.name))].join(' ')} }

"Exactly one thing to sort by."
input ${name}Sort {
  field: ${name}SortField
${isOrder ? '  state: OrderStateSort\n  verdict: VerdictSort' : ''}
  direction: SortDirection = ASC
}`
}

export const enumSdl = (model: Model): string => [...model.enums].map(([name, values]) => `enum ${name} { ${values.join(' ')} }`).join('\n')
