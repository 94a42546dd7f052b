import { createHash } from 'node:crypto'
import type { Servers } from '../../src/servers/start-servers.ts'
import { cypher, sql } from '../servers/ask-stores.ts'

type Stores = Pick<Servers, 'neo4j' | 'database'>
type Properties = Record<string, unknown>

/** What the stores hold of one prefix, in words that a repetition shares: places in the journal become event ids, the moment of telling is left out. */
export interface Dump {
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
  readonly events: readonly string[]
  readonly rejects: readonly string[]
  readonly derived: Readonly<Record<string, number>>
}

const alike = (value: unknown, prefix: string, eventOf: ReadonlyMap<string, string>): string =>
  JSON.stringify(value, (key, member: unknown) => {
    if (key === 'knownFrom') return undefined
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
    return typeof member === 'string' ? member.replace(/\b(\d+)\.(\d+)\b/g, (id, seq: string, n: string) => (eventOf.has(seq) ? `${eventOf.get(seq) ?? ''}.${n}` : id)) : member
  }).replaceAll(`${prefix}-`, '§-')

export const dumpWorld = async (stores: Stores, prefix: string): Promise<Dump> => {
  const like = `'%${prefix}-%'`
  const events = (await sql(stores, `select seq, source, event_id, content_hash, occurred_at, body from event where event_id like ${like} order by source, event_id`)) as { seq: string; event_id: string; content_hash: string }[]
  const eventOf = new Map(events.map((event) => [event.seq, event.event_id]))
  const rejects = (await sql(stores, `select source, code, reason, record from reject where record like ${like}`)) as Properties[]
  const nodes = (await cypher(stores, `MATCH (node:Entity) WHERE node.ref CONTAINS '${prefix}-' RETURN labels(node) AS labels, properties(node) AS properties`)) as Properties[]
  const edges = (await cypher(stores, `MATCH (from)-[edge]->(to) WHERE from.ref CONTAINS '${prefix}-' OR to.ref CONTAINS '${prefix}-' RETURN from.ref AS from, type(edge) AS type, to.ref AS to, properties(edge) AS properties`)) as Properties[]
  const derived: Record<string, number> = {}
  for (const [table, column] of [['claim', 'ref'], ['entity', 'ref'], ['identifier', 'ref'], ['member', 'ref'], ['conflict', 'ref'], ['due', 'ref']] as const) {
    derived[table] = Number(((await sql(stores, `select count(*) as n from ${table} where ${column} like ${like}`)) as { n: string }[])[0]?.n)
  }
  const texts = (rows: readonly Properties[]): string[] => rows.map((row) => alike(row, prefix, eventOf)).sort()
  return { nodes: texts(nodes), edges: texts(edges), events: texts(events.map(({ seq, content_hash, ...event }) => event)), rejects: texts(rejects), derived }
}

/** Short enough to be read when it differs. */
export const digest = ({ nodes, edges, events, rejects, derived }: Dump): Properties => {
  const hash = (texts: readonly string[]): string => `${texts.length} ${createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12)}`
  return { nodes: hash(nodes), edges: hash(edges), events: hash(events), rejects: hash(rejects), ...derived }
}

/** Event ids of a prefix that are missing from the journal, and rows beyond one each, there and in the graph. */
export const countLosses = (dump: Dump, expected: Dump): { readonly lost: number; readonly doubled: number } => {
  const minus = (a: readonly string[], b: readonly string[]): number => {
    const left = new Map<string, number>()
    for (const text of b) left.set(text, (left.get(text) ?? 0) + 1)
    return a.filter((text) => {
      const known = left.get(text) ?? 0
      left.set(text, known - 1)
      return known <= 0
    }).length
  }
  const parts = ['events', 'nodes', 'edges', 'rejects'] as const
  return { lost: parts.reduce((sum, part) => sum + minus(expected[part], dump[part]), 0), doubled: parts.reduce((sum, part) => sum + minus(dump[part], expected[part]), 0) }
}
