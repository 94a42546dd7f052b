import { encodeLineageCursor, type LineagePlan } from '../plan/plan-lineage.ts'
import type { Link } from '../vocabulary/entity-row.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { mergeLinks, type StoredLink } from '../plan/merge-links.ts'
import type { Stop, Walked } from './walked.ts'

/** An edge along the flow: `from` is upstream of `to`, whatever way the link is stored. */
export interface FlowEdge {
  readonly from: Ref
  readonly to: Ref
  readonly link: Link
}

export interface FoundLineage {
  /** Nearest first, then by ref; the starts left out. */
  readonly nodes: readonly Ref[]
  readonly edges: readonly FlowEdge[]
  readonly complete: boolean
  readonly stopped: readonly Stop[]
  readonly frontier: readonly Ref[]
  readonly after?: string
  readonly depth: number
}

/** One page of what the walks met, with the edges that belong to it. */
export const shapeLineage = (plan: LineagePlan, starts: readonly Ref[], walked: readonly Walked[]): FoundLineage => {
  const depths = mergeDepths(walked)
  const before = (a: Ref, b: Ref): number => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || (a < b ? -1 : a > b ? 1 : 0)
  const started = new Set(starts)
  const wanted = [...depths.keys()].filter((ref) => !started.has(ref) && (plan.to === undefined || plan.to.has(typeOfRef(ref)))).sort(before)
  const { after } = plan
  const rest = after === undefined ? wanted : wanted.filter((ref) => (depths.get(ref) ?? 0) > after.depth || ((depths.get(ref) ?? 0) === after.depth && ref > after.ref))
  const nodes = rest.slice(0, plan.first)
  const cut = rest.length > nodes.length
  const last = nodes.at(-1)
  const stops = new Set<Stop>(walked.flatMap(({ stops: of }) => [...of]))
  if (cut) stops.add('SIZE')
  const left = new Set(rest.slice(plan.first))
  return {
    nodes,
    edges: edgesOf(plan, walked, nodes, last, started, before),
    complete: stops.size === 0,
    stopped: [...stops].sort(),
    frontier: frontierOf(walked, left, last, started, before, plan.to !== undefined),
    ...(cut && last !== undefined ? { after: encodeLineageCursor(plan.seal, { depth: depths.get(last) ?? 0, ref: last }) } : {}),
    depth: nodes.reduce((deepest, ref) => Math.max(deepest, depths.get(ref) ?? 0), 0),
  }
}

const mergeDepths = (walked: readonly Walked[]): ReadonlyMap<Ref, number> => {
  const depths = new Map<Ref, number>()
  for (const walk of walked) for (const [ref, depth] of walk.depths) depths.set(ref, Math.min(depth, depths.get(ref) ?? depth))
  return depths
}

type Before = (a: Ref, b: Ref) => number

/**
 * Every type asked: an edge comes with the page of its later end, so that the pages together hold each edge once.
 * Typed: the edges on ways from the start to the page's nodes.
 */
const edgesOf = (plan: LineagePlan, walked: readonly Walked[], nodes: readonly Ref[], last: Ref | undefined, started: ReadonlySet<Ref>, before: Before): readonly FlowEdge[] => {
  const page = new Set(nodes)
  const merged = new Map<string, FlowEdge>()
  for (const { flow, steps } of walked) {
    const onTheWay = plan.to === undefined ? undefined : leadingTo(steps, page)
    const those = steps.filter(({ near, far }) => {
      if (onTheWay !== undefined) return onTheWay.has(far)
      const later = started.has(far) || (!started.has(near) && before(near, far) > 0) ? near : far
      return page.has(later) || (started.has(near) && started.has(far) && plan.after === undefined)
        || (last === undefined && started.has(later))
    })
    for (const [key, group] of Map.groupBy(those, ({ link }) => `${link.from} ${link.name} ${link.to}`)) {
      const [one] = group
      if (one === undefined) continue
      const [from, to] = flow === 'DOWNSTREAM' ? [one.near, one.far] : [one.far, one.near]
      merged.set(key, { from, to, link: mergeLinks(group.map(({ link }) => link)) })
    }
  }
  return [...merged.values()].sort((a, b) => before(a.from, b.from) || before(a.to, b.to) || (a.link.name < b.link.name ? -1 : 1))
}

/** Everything from which some of `targets` can be reached, themselves included. */
const leadingTo = (steps: readonly { readonly near: Ref; readonly far: Ref; readonly link: StoredLink }[], targets: ReadonlySet<Ref>): ReadonlySet<Ref> => {
  const nearBy = Map.groupBy(steps, ({ far }) => far)
  const found = new Set(targets)
  const open = [...targets]
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    for (const { near } of nearBy.get(ref) ?? []) {
      if (found.has(near)) continue
      found.add(near)
      open.push(near)
    }
  }
  return found
}

/** Where something was left out: ends the walk did not go on from, and answered ones next to what did not fit the page. */
const frontierOf = (walked: readonly Walked[], left: ReadonlySet<Ref>, last: Ref | undefined, started: ReadonlySet<Ref>, before: Before, typed: boolean): readonly Ref[] => {
  const answered = (ref: Ref): boolean => typed || started.has(ref) || last === undefined || before(ref, last) <= 0
  const ends = walked.flatMap(({ frontier }) => frontier.filter((ref) => answered(ref) && !left.has(ref)))
  const cutFrom = walked.flatMap(({ steps }) => steps.filter(({ near, far }) => left.has(far) && !left.has(near) && answered(near)).map(({ near }) => near))
  return [...new Set([...ends, ...cutFrom])].sort(before)
}
