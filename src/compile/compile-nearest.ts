import type { NearestLookup } from '../plan/plan-nearest.ts'
import { limit } from './compile-sort.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

/** Known values that begin like the one asked, longest beginnings first, a few for each: served by the fields' indexes. Rows: value. */
export const compileNearest = (lookups: readonly NearestLookup[], prefixes: readonly string[], most: number): Statement => {
  const names = new Names()
  const given = names.parameter('prefixes', prefixes)
  const prefix = names.variable('prefix')
  const branches = lookups.map((lookup) => {
    const row = names.variable(lookup.type)
    const value = `${row}.${quote(lookup.property)}`
    return [
      `UNWIND ${given} AS ${prefix}`,
      `CALL (${prefix}) {`,
      `  MATCH (${row}:${quote(lookup.type)})`,
      `  WHERE ${value} STARTS WITH ${prefix}${lookup.leadsToOrder ? ` AND size(${row}.orders) > 0` : ''}`,
      `  RETURN ${value} AS value ${limit(names, 'most', most)}`,
      '}',
      'RETURN DISTINCT value',
    ].join('\n')
  })
  return { name: 'nearest known', text: branches.join('\nUNION\n'), parameters: names.parameters }
}
