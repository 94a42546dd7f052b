import type { Step } from '../plan/walk-map.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { limit } from './compile-sort.ts'
import { validNow } from './link-pattern.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Parameter, Statement } from './statement.ts'

/** Ways that all begin at one type, and of each cause the nodes of that type that they are gone from. */
export interface WaysFrom {
  readonly type: string
  readonly ways: readonly (readonly Step[])[]
  /** By the place of the cause; nodes as the store seeks them. */
  readonly nodes: readonly (readonly string[])[]
}

/** How many units some causes lead to, each unit of a cause once whatever ways lead to it, counted as far as `most` and one. Rows: place of the cause, units. */
export const compileCountUnits = (starts: readonly WaysFrom[], causes: number, now: Instant, most: number): Statement => {
  const names = new Names()
  const [place, unit, at] = [names.variable('place'), names.variable('unit'), names.parameter('now', now)]
  const branches = starts.flatMap(({ type, ways, nodes }) => {
    const given = names.parameter(`${type}Nodes`, nodes as Parameter)
    return ways.map((way) => {
      const near = names.variable(type)
      return [`MATCH (${near})\nWHERE elementId(${near}) IN ${given}[${place}]`, ...hops(names, near, way, at, unit)].join('\n')
    })
  })
  const text = `UNWIND range(0, toInteger(${names.parameter('causes', causes)}) - 1) AS ${place}
CALL (${place}) {
CALL (${place}) {
${branches.join('\nUNION\n')}
}
WITH ${unit} ${limit(names, 'most', most + 1)}
RETURN count(*) AS units
}
RETURN ${place} AS place, units`
  return { name: 'units of causes', text, parameters: names.parameters }
}

/** Each entity once after every hop, so that ways which meet again are not followed twice. */
const hops = (names: Names, start: string, way: readonly Step[], at: string, unit: string): readonly string[] => {
  let near = start
  return way.map(({ name, far: type, way: stored }, hop) => {
    const [link, far] = [names.variable(name), names.variable(type)]
    const edge = `[${link}:${quote(name)}]`
    const pattern = `MATCH (${near})${stored === 'out' ? `-${edge}->` : `<-${edge}-`}(${far}:${quote(type)})\nWHERE ${validNow(link, at)}`
    near = far
    return `${pattern}\n${hop === way.length - 1 ? `RETURN DISTINCT ${far} AS ${unit}` : `WITH DISTINCT ${far}`}`
  })
}
