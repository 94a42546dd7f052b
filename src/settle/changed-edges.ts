import type { Claim } from '../vocabulary/claim.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { compareClaims } from './compare-claims.ts'
import { statedEdges, type Facts } from './facts.ts'
import type { EdgeImage, GraphChange, Property } from './graph-change.ts'
import { quantitiesAt, type Edge } from './rule-links.ts'

export type EdgeChange = Pick<GraphChange, 'ended' | 'begun'>

const properties = (edge: Edge, now: Instant): Readonly<Record<string, Property>> => ({
  source: edge.source, validFrom: edge.validFrom, ...(edge.validTo === undefined ? {} : { validTo: edge.validTo }), knownFrom: edge.knownFrom, claim: edge.claim, inferred: false,
  ...Object.fromEntries(Object.entries(quantitiesAt(edge, now)).map(([name, value]) => [`q.${name}`, value])),
})
const imageOf = (edge: Edge, now: Instant): EdgeImage => ({ kindId: edge.kindId, from: edge.from, to: edge.to, source: edge.source, validFrom: edge.validFrom, claim: edge.claim, properties: properties(edge, now) })
const identityOf = (edge: EdgeImage): string => JSON.stringify([edge.kindId, edge.from, edge.to, edge.properties])

/** What is said of its quantities may hold from different times, so what the graph shows of it depends on when it was last written. */
const isVolatile = (edge: Edge): boolean => edge.said.length > 1

/** Edges as they were and as they are; what differs ends and begins, what the clock may have changed is written anew. */
export const differingEdges = (were: readonly Edge[], are: readonly Edge[], now: Instant): EdgeChange => {
  const images = (edges: readonly Edge[]): ReadonlyMap<string, { readonly edge: Edge; readonly image: EdgeImage }> =>
    new Map(edges.map((edge) => ({ edge, image: imageOf(edge, now) })).map((one) => [identityOf(one.image), one]))
  const before = images(were)
  const after = images(are)
  const stays = (identity: string): boolean => [before, after].every((side) => {
    const one = side.get(identity)
    return one !== undefined && !isVolatile(one.edge)
  })
  const left = (side: typeof before): readonly EdgeImage[] => [...side].flatMap(([identity, { image }]) => (stays(identity) ? [] : [image]))
  return { ended: left(before).map(({ properties: _, ...key }) => key), begun: left(after) }
}

/** What of the journal a window of events has made new. */
export interface LinkNews {
  readonly facts: Facts
  readonly touched: ReadonlySet<Ref>
  /** Journal place up to which the graph's edges have been worked out. */
  readonly settledBefore: number
  /** By id: claims told before this window that stand no more, name another at one end now, or stand again, as they were; undefined where they did not stand. */
  readonly before: ReadonlyMap<string, Claim | undefined>
  /** Those that stood, by whom they were about then. */
  readonly wereAbout: ReadonlyMap<Ref, readonly Claim[]>
  readonly now: Instant
}

const isOfLinks = ({ kind }: Claim): boolean => kind === 'link' || kind === 'ended'

/** How the edges stated about touched entities change in the graph. */
export const changedEdges = ({ facts, touched, settledBefore, before, wereAbout, now }: LinkNews): EdgeChange => {
  const changes: EdgeChange[] = []
  for (const ref of touched) {
    const entity = facts.entities.get(ref)
    if (entity === undefined) continue
    const isNews = (claim: Claim): boolean => isOfLinks(claim) && (claim.seq > settledBefore || before.has(claim.id))
    const were = (wereAbout.get(ref) ?? []).filter((claim) => isOfLinks(claim) && claim.seq <= settledBefore)
    if (were.length === 0 && !entity.claims.some(isNews) && !entity.edges.some(isVolatile)) continue
    const stayed = entity.claims.filter((claim) => claim.seq <= settledBefore && !before.has(claim.id))
    const earlier = were.length === 0 ? stayed : [...stayed, ...were].sort(compareClaims)
    changes.push(differingEdges(statedEdges(entity.type, earlier), entity.edges, now))
  }
  return { ended: changes.flatMap((change) => change.ended), begun: changes.flatMap((change) => change.begun) }
}
