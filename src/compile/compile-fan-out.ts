import type { Step } from '../plan/walk-map.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

/** How many entities of the near type there are, and links that lead on from them. The server answers from counts that it keeps. Rows: place (in `steps`), entities, links. */
export const compileFanOut = (steps: readonly Step[]): Statement => {
  const names = new Names()
  const branches = steps.map(({ name, near, way }, place) => {
    const arrow = way === 'out' ? `(:${quote(near)})-[link:${quote(name)}]->()` : `(:${quote(near)})<-[link:${quote(name)}]-()`
    return `CALL () {\n  MATCH (near:${quote(near)}) RETURN count(near) AS entities\n}\nCALL () {\n  MATCH ${arrow} RETURN count(link) AS links\n}\nRETURN ${names.parameter('place', place)} AS place, entities, links`
  })
  return { name: 'fan-out', text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}
