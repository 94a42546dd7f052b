import fc from 'fast-check'
import { getNamedType, isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql'

export interface RandomOperation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** `then`: an order as of a time, with errors below; `now`: what the graph alone answers, its texts fewer. */
export type Moment = 'then' | 'now'

const VARIABLES = '$id: ID!, $few: Int, $yes: Boolean!, $no: Boolean!, $slip: String, $where: OrderLineWhere'

const ROOTS: Readonly<Record<Moment, readonly string[]>> = {
  then: ['order(id: $id, asOf: "2026-03-30T00:00:00Z")', 'order(id: "A-7", asOf: "2026-03-30T00:00:00Z", knownAt: "2026-03-30T00:00:00Z")', 'order(id: "A-8", asOf: "2026-03-01T00:00:00Z")'],
  now: ['order(id: $id)', 'orders(first: $few)', 'orders(orderBy: [{field: PICKUP_AT, direction: DESC}])', 'entity(type: "OrderLine", key: "A-7-2")', 'lineage(from: ["Order/A-7"], direction: DOWNSTREAM)', 'lineage(from: ["Order/A-7"], direction: DOWNSTREAM, to: ["Payment", "OrderLine"])'],
}

/** Arguments by field name, some of them refused. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  lines: ['', '(first: 1)', '(first: $few)', '(where: {pieces: {gt: 1}})', '(where: $where)', '(orderBy: [{field: PIECES, direction: DESC}], first: 1)', '(where: {order: {some: {slip: {eq: $slip}}}})', '(where: {product: {some: {name: {contains: "cake"}}}})'],
  payments: ['', '(first: 2)', '(where: {amount: {gte: "31.5"}})', '(orderBy: [{field: AMOUNT}])'],
  verdict: ['(definition: "completed")', '(definition: "completed", version: 1)'],
  claims: ['', '(first: 7)', '(first: $few)'],
  timeline: ['', '(first: 3)'],
  stateVisits: ['', '(first: 2)'],
  stateTimeline: ['', '(first: 3)'],
  lineage: ['(direction: DOWNSTREAM)', '(direction: UPSTREAM, to: ["Order"])'],
}
const REFUSED: Readonly<Record<string, string>> = { lines: '(first: 0)', payments: '(after: "W10")', verdict: '(definition: "complete")', lineage: '(direction: BOTH, maxDepth: 0)' }

/** Fields that the journal or a walk answers: each costs statements of its own, so they are for the world in memory. */
const COSTLY = new Set(['claims', 'timeline', 'stateVisits', 'stateTimeline', 'lineage', 'knownSince', 'evidence', 'conflict'])

/** A question of the bakery's schema: aliases, fragments, directives, nested pages, variables, and here and there what is refused or fails. */
export const randomOperation = (schema: GraphQLSchema, moment: Moment): fc.Arbitrary<RandomOperation> => fc.gen().map((g) => {
  const chance = (percent: number): boolean => g(fc.integer, { min: 1, max: 100 }) <= percent
  const pick = <T>(values: readonly T[]): T => g(fc.constantFrom<T[]>, ...values)
  const fragments: string[] = []
  let aliases = 0

  const argumentsOf = (name: string): string => REFUSED[name] !== undefined && chance(1) ? REFUSED[name] : pick(ARGUMENTS[name] ?? [''])
  const directives = (): string => chance(90) ? '' : pick([' @include(if: $yes)', ' @skip(if: $no)', ' @include(if: $no)', ' @skip(if: true)', ' @include(if: $yes) @skip(if: $no)'])

  const field = (name: string, type: GraphQLObjectType, depth: number): string => {
    const definition = type.getFields()[name]
    const below = definition === undefined ? undefined : getNamedType(definition.type)
    const given = argumentsOf(name)
    const alias = given !== '' || chance(15) ? `a${(aliases += 1)}: ` : ''
    const inner = isObjectType(below) ? ` ${selections(below, depth - 1)}` : isAbstractType(below) ? ` { __typename ${pick(['id', 'key', '... on OrderLine { pieces product { name } }', '... on Order { slip lines { nodes { key } } }'])} }` : ''
    return `${alias}${name}${given}${directives()}${inner}`
  }

  const selections = (type: GraphQLObjectType, depth: number): string => {
    const possible = Object.values(type.getFields()).filter(({ name, type: of }) => {
      const named = getNamedType(of)
      return (depth > 0 || (!isObjectType(named) && !isAbstractType(named))) && !(moment === 'now' && COSTLY.has(name))
    }).map(({ name }) => name)
    if (possible.length === 0) return '{ __typename }'
    const chosen = Array.from({ length: g(fc.integer, { min: 1, max: 5 }) }, () => pick(possible))
    const parts = chosen.map((name) => wrapped(type, field(name, type, depth)))
    return `{ ${[...(chance(10) ? ['__typename'] : []), ...parts, ...(chance(15) ? [parts[0]] : [])].join(' ')} }`
  }

  const wrapped = (type: GraphQLObjectType, text: string): string => {
    const roll = g(fc.integer, { min: 1, max: 100 })
    if (roll > 20) return text
    if (roll > 14) return `... on ${type.name}${directives()} { ${text} }`
    if (roll > 9) return `...${directives()} { ${text} }`
    const name = `F${fragments.length}`
    fragments.push(`fragment ${name} on ${type.name} { ${text} }`)
    return `...${name}${directives()}`
  }

  const roots = Array.from({ length: g(fc.integer, { min: 1, max: 2 }) }, (_, place) => {
    const root = chance(5) ? 'order(id: "nobody")' : pick(ROOTS[moment])
    const below = getNamedType(schema.getQueryType()?.getFields()[root.slice(0, root.indexOf('('))]?.type)
    return `r${place}: ${root} ${isObjectType(below) ? selections(below, moment === 'then' ? 6 : 5) : '{ id ... on OrderLine { pieces product { name } order { slip payments { totalCount nodes { amount } } } } }'}`
  })
  const variables = { id: pick(['A-7', 'V1', 'A-99', 'Order/A-8']), yes: true, no: false, ...(chance(50) ? { few: pick([1, 2, null]) } : {}), ...(chance(50) ? { slip: 'A-7' } : {}), ...(chance(30) ? { where: pick([{}, { pieces: { lt: 5 } }, { not: { key: { eq: 'A-7-1' } } }]) } : {}) }
  return { query: `query Q(${VARIABLES}) { ${roots.join(' ')} ...Nothing }\nfragment Nothing on Query { nothing: __typename @include(if: $no) @skip(if: $yes) }\n${fragments.join('\n')}`, variables }
})
