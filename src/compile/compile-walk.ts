import type { LevelPlan } from '../plan/walk-map.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { limit } from './compile-sort.ts'
import { validNow } from './link-pattern.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Parameter, Statement } from './statement.ts'

/** Where a walk starts: the nodes of these refs. Rows: ref, id (the store's own, to seek by). */
export const compileWalkStart = (byType: ReadonlyMap<string, readonly string[]>): Statement => {
  const names = new Names()
  const branches = [...byType].map(([type, refs]) => {
    const row = names.variable(type)
    return `MATCH (${row}:${quote(type)})\nWHERE ${row}.ref IN ${names.parameter(`${type}Refs`, refs)}\nRETURN ${row}.ref AS ref, elementId(${row}) AS id`
  })
  return { name: 'walk start', text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}

export interface WalkLevelBounds {
  /** Links that hold then; absent: whenever they held. */
  readonly now?: Instant
  readonly mostRows: number
  /** Whether the links' own facts are read, or only whom they join. */
  readonly facts: boolean
  /** What is read of the far end besides, as a list in this order; absent: nothing. */
  readonly columns?: readonly string[]
}

/** One step from a whole frontier, over every kind of link that can lead on. Rows: the link, its near and far ends, the far end's id. */
export const compileWalkLevel = (plan: LevelPlan, frontier: readonly string[], { now, mostRows, facts, columns = [] }: WalkLevelBounds): Statement => {
  const names = new Names()
  const read = columns.length === 0 ? '' : `, [${columns.map((column) => `far.${quote(column)}`).join(', ')}] AS columns`
  const at = now === undefined ? undefined : names.parameter('now', now)
  const from = names.parameter('frontier', frontier as Parameter)
  const branch = (way: 'out' | 'in', arrow: (link: string) => string): readonly string[] => plan[way].names.length === 0 ? [] : [[
    `MATCH (near)`,
    `WHERE elementId(near) IN ${from}`,
    `MATCH (near)${arrow(`[link:${plan[way].names.map(quote).join('|')}]`)}(far:${plan[way].types.map(quote).join('|')})`,
    ...(at === undefined ? [] : [`WHERE ${validNow('link', at)}`]),
    `RETURN '${way}' AS way, near.ref AS near, far.ref AS far, elementId(far) AS id, type(link) AS name${facts ? `, link.source AS source, link.inferred AS inferred, CASE WHEN link.inferred THEN link.claim END AS claim,
  link.validFrom AS validFrom, link.validTo AS validTo, link.knownFrom AS knownFrom, link.knownTo AS knownTo` : ''}${read}`,
    limit(names, 'most', mostRows),
  ].join('\n')]
  const branches = [
    ...branch('out', (link) => `-${link}->`),
    ...branch('in', (link) => `<-${link}-`),
  ]
  return { name: 'walk level', text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}
