import type { RowPlan } from '../plan/page-plan.ts'
import type { IdentifierLookup } from '../plan/plan-identity.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { makeScope } from './compile-condition.ts'
import { readOf } from './compile-entities.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import { limit } from './compile-sort.ts'
import type { Statement } from './statement.ts'

/**
 * Who is known by a value: each lookup is routed to its type's label and index. Rows: level, ref, orders (refs of the orders it belongs to).
 * A placeholder carries its identifier in its ref until its record comes; a value that the field no longer shows is kept by FormerIdentifier.
 */
export const compileIdentity = (name: string, lookups: readonly IdentifierLookup[], mostRows: number): Statement => {
  const names = new Names()
  return { name, text: branchesOf(names, lookups, mostRows).join('\nUNION ALL\n'), parameters: names.parameters }
}

const branchesOf = (names: Names, lookups: readonly IdentifierLookup[], mostRows: number): readonly string[] => lookups.map((lookup) => {
  const row = names.variable(lookup.by === 'former' ? 'known' : lookup.type)
  const found = `RETURN ${lookup.level} AS level, ${row}.ref AS ref, ${row}.orders AS orders ${limit(names, 'most', mostRows)}`
  switch (lookup.by) {
    case 'ref': return `MATCH (${row}:${quote(lookup.type)} {ref: ${names.parameter('ref', lookup.value)}})\n${found}`
    case 'field': return `MATCH (${row}:${quote(lookup.type)})\nWHERE ${row}.${quote(lookup.field)} = ${names.parameter(lookup.field, lookup.value)} OR ${row}.ref = ${names.parameter('placeholder', lookup.placeholder)}\n${found}`
    case 'former': return `MATCH (former:FormerIdentifier {value: ${names.parameter('value', lookup.value)}})-[:NAMED]->(${row}:Entity)\nWHERE former.scheme IN ${names.parameter('schemes', lookup.schemes)}\n${found}`
  }
})

/** An order found and read at once: by what of its type, and what is read of it. */
export interface FoundOrderPlan {
  readonly row: RowPlan
  readonly lookups: readonly IdentifierLookup[]
}

/**
 * The order that the first level with any match leads to, as `compileEntities` reads it, in the same statement; no row when there is none, or several,
 * or more than `mostMatches` lead there. Parameters of the lookups are named as `compileIdentity` names them.
 */
export const compileFoundOrder = ({ row: plan, lookups }: FoundOrderPlan, mostMatches: number, now: Instant): Statement => {
  const names = new Names()
  // No type's variable may take these.
  for (const own of ['level', 'ref', 'orders', 'first', 'found', 'one', 'refs']) names.variable(own)
  const branches = branchesOf(names, lookups, mostMatches + 1)
  const order = names.variable(plan.type.name)
  const text = [
    'CALL () {',
    branches.join('\nUNION ALL\n'),
    '}',
    'WITH min(level) AS first, collect([level, ref, orders]) AS found',
    'WITH [one IN found WHERE one[0] = first] AS found',
    `WHERE size(found) <= ${names.parameter('mostMatches', mostMatches)}`,
    // An order is its own; whatever else was found leads to those it belongs to.
    `UNWIND [one IN found | CASE WHEN one[1] STARTS WITH ${names.parameter('order', `${plan.type.name}/`)} THEN [one[1]] ELSE coalesce(one[2], []) END] AS refs`,
    'UNWIND refs AS ref',
    'WITH collect(DISTINCT ref) AS refs',
    'WHERE size(refs) = 1',
    `MATCH (${order}:${quote(plan.type.name)} {ref: refs[0]})`,
    `RETURN ${order}.ref AS ref, ${readOf(makeScope(names, now), order, plan)} AS columns`,
  ].join('\n')
  return { name: 'order by what leads to it', text, parameters: names.parameters }
}
