import type { Attribute, Relation } from '../../src/model/entity-type.ts'
import type { Model } from '../../src/model/model.ts'
import { domainVerdictProperty, orderStateProperty, stateProperty, verdictProperty, type DomainVerdictPart, type StatePart, type VerdictPart } from '../../src/vocabulary/graph-property.ts'

/** Between the parts of a property's name where the graph has a dot: `state.local` is asked as `state_local`. */
export const DOT = '_'

const SCALARS: Readonly<Record<string, string>> = { ID: 'String', String: 'String', Int: 'Int', Float: 'Float', Boolean: 'Boolean', DateTime: 'Float', Date: 'String', Decimal: 'String' }
const STATE: Readonly<Partial<Record<StatePart, string>>> = { local: 'String', canonical: 'String', since: 'Float', source: 'String', settled: 'Boolean' }
const VERDICT: Readonly<Partial<Record<VerdictPart, string>>> = { outcome: 'String', since: 'Float', firstMetAt: 'Float', skewHours: 'Float', stage: 'String', stageSince: 'Float', share: 'Float', time: 'Float' }
const DOMAIN_VERDICT: Readonly<Partial<Record<DomainVerdictPart, string>>> = { outcome: 'String', since: 'Float', missing: '[String!]' }

/** What the model's graph holds, as type definitions for @neo4j/graphql: every type with its labels, relationships and properties, times as the epoch milliseconds that are stored, of links when they hold and their pieces. Nothing can be written. */
export const typeDefinitions = (model: Model): string => [
  'extend schema @mutation(operations: []) @subscription(events: [])',
  block('type Link @relationshipProperties', [dotted('q.pieces', 'Float'), 'validFrom: Float', 'validTo: Float']),
  ...[...model.types.values()].map((type) => block(`type ${type.name} @node(labels: ["${type.name}"])`, [
    'ref: String!',
    ...[...type.attributes.values()].map(attributeField),
    ...(type.states === undefined ? [] : properties(STATE, stateProperty)),
    ...(type.role === 'ORDER' ? orderFields(model) : []),
    ...[...type.relations.values()].map(relationField),
  ])),
].join('\n')

const block = (head: string, fields: readonly string[]): string => `${head} {\n${fields.map((field) => `  ${field}\n`).join('')}}`

const dotted = (property: string, type: string): string => `${property.replaceAll('.', DOT)}: ${type} @alias(property: "${property}")`

const properties = <Part extends string>(types: Readonly<Partial<Record<Part, string>>>, propertyOf: (part: Part) => string): readonly string[] =>
  Object.entries<string | undefined>(types).map(([part, type]) => dotted(propertyOf(part as Part), type ?? 'String'))

const attributeField = ({ name, type }: Attribute): string => `${name}: ${typeof type === 'string' ? SCALARS[type] ?? 'String' : 'String'}`

/** To-one relations are lists too: release 7 knows no other. */
const relationField = ({ field, target, name, direction }: Relation): string => `${field}: [${target}!]! @relationship(type: "${name}", direction: ${direction}, properties: "Link")`

const orderFields = ({ orderStates, definitions }: Model): readonly string[] => [
  ...[...orderStates.keys()].flatMap((domain) => properties(STATE, (part) => orderStateProperty(domain, part))),
  ...[...definitions.values()].flatMap(({ versions }) => versions).flatMap(({ definition, version, domains }) => [
    ...properties(VERDICT, (part) => verdictProperty(definition, version, part)),
    ...domains.flatMap(({ domain }) => properties(DOMAIN_VERDICT, (part) => domainVerdictProperty(definition, version, domain, part))),
  ]),
]
