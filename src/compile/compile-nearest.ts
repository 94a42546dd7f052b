import type { NearestPlan } from '../plan/plan-nearest.ts'
import { limit } from './compile-sort.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

/** Known values one slip away from the one asked, or that begin like it, longest beginnings first, a few for each: served by the fields' indexes. Rows: value. */
export const compileNearest = ({ lookups, slips, prefixes }: NearestPlan, most: number): Statement => {
  const names = new Names()
  const exact = names.parameter('slips', slips)
  const given = names.parameter('prefixes', prefixes)
  const prefix = names.variable('prefix')
  const branches = lookups.map((lookup) => {
    const row = names.variable(lookup.type)
    const value = `${row}.${quote(lookup.property)}`
    const leads = lookup.leadsToOrder ? ` AND size(${row}.orders) > 0` : ''
    return [
      `MATCH (${row}:${quote(lookup.type)})`,
      `WHERE ${value} IN ${exact}${leads}`,
      `RETURN DISTINCT ${value} AS value ${limit(names, 'most', most)}`,
      'UNION',
      `UNWIND ${given} AS ${prefix}`,
      `CALL (${prefix}) {`,
      `  MATCH (${row}:${quote(lookup.type)})`,
      `  WHERE ${value} STARTS WITH ${prefix}${leads}`,
      `  RETURN ${value} AS value ${limit(names, 'most', most)}`,
      '}',
      'RETURN DISTINCT value',
    ].join('\n')
  })
  return { name: 'nearest known', text: branches.join('\nUNION\n'), parameters: names.parameters }
}
