import { bold, faint, harmless } from './terminal.ts'

interface Named {
  readonly id: string
}
export interface TracedEdge {
  readonly from: Named
  readonly relation: string
  readonly to: Named
  readonly derivation: { readonly name: string; readonly version: number } | null
  readonly sources: readonly string[]
  readonly validFrom: string | null
  readonly validTo: string | null
}
interface Traced {
  readonly nodes: readonly (Named & { readonly resolved: boolean })[]
  readonly edges: readonly TracedEdge[]
  readonly depth: number
  readonly complete: boolean
}
export interface TraceAsked {
  readonly from: readonly string[]
  /** Types wanted; undefined: every type, and the edges say all there is. */
  readonly to: readonly string[] | undefined
  /** Whether both ways were walked, so that an entity's way is worth saying. */
  readonly both: boolean
}

/** A walk as people read it: where it began, what it reached of the types wanted, the edges that lead there, its size. */
export const traceLines = ({ from, to, both }: TraceAsked, { nodes, edges, depth, complete }: Traced): readonly string[] => {
  const unseen = new Set(nodes.filter(({ resolved }) => !resolved).map(({ id }) => id))
  const name = (id: string): string => harmless(unseen.has(id) ? `${id} (no record yet)` : id)
  const ways = both ? waysFrom(from, edges) : []
  const reached = ({ id }: Named): string => {
    const on = ways.filter(({ ids }) => ids.has(id)).map(({ way }) => way)
    return `  ${name(id)}${on.length === 0 ? '' : `  ${faint(on.join(' and '))}`}`
  }
  return [
    bold(harmless(from.join(', '))),
    ...(to === undefined ? [] : [bold(harmless(`${to.join(', ')}:${nodes.length === 0 ? ' none' : ''}`)), ...nodes.map(reached), ...(edges.length === 0 ? [] : [bold('by')])]),
    ...edges.map((edge) => `  ${name(edge.from.id)} ${bold(edge.relation)} ${name(edge.to.id)}  ${faint(harmless(grounds(edge)))}`),
    `${nodes.length} ${nodes.length === 1 ? 'entity' : 'entities'}, ${edges.length} ${edges.length === 1 ? 'edge' : 'edges'}, ${depth} deep${complete ? '' : ' so far'}`,
  ]
}

const grounds = ({ derivation, sources, validFrom, validTo }: TracedEdge): string =>
  `${derivation === null ? `by ${sources.join(', ')}` : `inferred by ${derivation.name} v${derivation.version}`}${validFrom === null ? '' : ` since ${validFrom}`}${validTo === null ? '' : ` until ${validTo}`}`

/** Edges read upstream to downstream, whichever way they were walked. */
const waysFrom = (from: readonly string[], edges: readonly TracedEdge[]): readonly { readonly way: string; readonly ids: ReadonlySet<string> }[] => [
  { way: 'upstream', ids: reachable(from, edges.map((edge) => [edge.to.id, edge.from.id])) },
  { way: 'downstream', ids: reachable(from, edges.map((edge) => [edge.from.id, edge.to.id])) },
]

const reachable = (from: readonly string[], steps: readonly (readonly [string, string])[]): ReadonlySet<string> => {
  const onward = Map.groupBy(steps, ([near]) => near)
  const met = new Set(from)
  // A set goes on with what is added while it is walked.
  for (const id of met) for (const [, far] of onward.get(id) ?? []) met.add(far)
  return met
}
