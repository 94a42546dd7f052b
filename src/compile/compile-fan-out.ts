import type { Step } from '../plan/walk-map.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

/** How many links lead on from each step's near type. The server answers from counts that it keeps. Rows: place (in `steps`), count. */
export const compileLinkCounts = (steps: readonly Step[]): Statement => counts('fan-out links', steps.map(({ name, near, way }) =>
  way === 'out' ? `(:${quote(near)})-[counted:${quote(name)}]->()` : `(:${quote(near)})<-[counted:${quote(name)}]-()`))

/** How many entities of each type there are. Rows: place (in `types`), count. */
export const compileEntityCounts = (types: readonly string[]): Statement => counts('fan-out entities', types.map((type) => `(counted:${quote(type)})`))

const counts = (name: string, patterns: readonly string[]): Statement => {
  const names = new Names()
  const branches = patterns.map((pattern, place) => `MATCH ${pattern}\nRETURN ${names.parameter('place', place)} AS place, count(counted) AS count`)
  return { name, text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}
