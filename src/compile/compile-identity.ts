import type { IdentifierLookup } from '../plan/plan-identity.ts'
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
  const branches = lookups.map((lookup) => {
    const row = names.variable(lookup.by === 'former' ? 'known' : lookup.type)
    const found = `RETURN ${lookup.level} AS level, ${row}.ref AS ref, ${row}.orders AS orders ${limit(names, 'most', mostRows)}`
    switch (lookup.by) {
      case 'ref': return `MATCH (${row}:${quote(lookup.type)} {ref: ${names.parameter('ref', lookup.value)}})\n${found}`
      case 'field': return `MATCH (${row}:${quote(lookup.type)})\nWHERE ${row}.${quote(lookup.field)} = ${names.parameter(lookup.field, lookup.value)} OR ${row}.ref = ${names.parameter('placeholder', lookup.placeholder)}\n${found}`
      case 'former': return `MATCH (former:FormerIdentifier {value: ${names.parameter('value', lookup.value)}})-[:NAMED]->(${row}:Entity)\nWHERE former.scheme IN ${names.parameter('schemes', lookup.schemes)}\n${found}`
    }
  })
  return { name, text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}
