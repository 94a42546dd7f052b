import type { Claim } from '../vocabulary/claim.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { ORDER, ordersAt } from './belonging.ts'
import { conflictsOf, type ConflictFound } from './conflicts.ts'
import { statedEdges, type Facts } from './facts.ts'
import type { EdgeImage, GraphChange, NodeImage, Property } from './graph-change.ts'
import { historyOf, type History } from './history.ts'
import { formerIdentifiers, nodeImage } from './node-image.ts'
import { quantitiesAt, type Edge } from './rule-links.ts'
import { settleOrder, type OrderRuling } from './settle-order.ts'

/** What a batch asks of settling. */
export interface Batch {
  readonly facts: Facts
  readonly touched: ReadonlySet<Ref>
  /** Orders whose own or whose members' claims changed. */
  readonly orders: ReadonlySet<Ref>
  /** Who belonged to each of those orders when last settled. */
  readonly membersBefore: ReadonlyMap<Ref, ReadonlySet<Ref>>
  readonly isUnresolved: (ref: Ref) => boolean
  /** Journal place up to which the graph's edges have been worked out. */
  readonly settledBefore: number
  /** By claim id: what a link pointed at before this batch. */
  readonly retargeted: ReadonlyMap<string, Ref>
  readonly now: Instant
}

export interface Settled {
  /** Nodes whole, as they shall be. */
  readonly change: Pick<GraphChange, 'former' | 'ended' | 'begun'> & { readonly nodes: readonly NodeImage[] }
  /** Members of each asked order now. */
  readonly members: ReadonlyMap<Ref, readonly Ref[]>
  /** Entities that were looked at whole, and what sources disagree on about them. */
  readonly examined: readonly Ref[]
  readonly conflicts: readonly ConflictFound[]
  /** When the clock alone may change what was settled. */
  readonly due: readonly { readonly at: Instant; readonly ref: Ref }[]
}

/** Settles everything a batch of events touches. Cost: the claims of the orders touched, not of the world. */
export const settleBatch = (batch: Batch): Settled => {
  const { facts, now } = batch
  const nodes: NodeImage[] = []
  const former: GraphChange['former'][number][] = []
  const members = new Map<Ref, readonly Ref[]>()
  const moved = new Set<Ref>(batch.touched)
  const conflicts: ConflictFound[] = []
  const examined: Ref[] = []
  const due: Settled['due'][number][] = []
  const show = (history: History, orders: readonly Ref[], ruling?: OrderRuling): void => {
    const { ref } = history.facts
    const image = nodeImage(history, !batch.isUnresolved(ref), orders, now, ruling)
    nodes.push(image)
    former.push(...formerIdentifiers(history, image))
    examined.push(ref)
    conflicts.push(...conflictsOf(history, now))
  }
  for (const order of batch.orders) {
    const ruling = settleOrder(facts, order, now)
    members.set(order, ruling?.members ?? [])
    for (const { nextAt } of ruling?.verdicts ?? []) if (nextAt !== undefined) due.push({ at: nextAt, ref: order })
    const before = batch.membersBefore.get(order) ?? new Set()
    for (const ref of ruling?.members ?? []) if (!before.has(ref)) moved.add(ref)
    for (const ref of before) if (ruling?.members.includes(ref) !== true) moved.add(ref)
    show(historyOf(facts, order), [order], ruling)
  }
  for (const ref of moved) {
    if (typeOfRef(ref) === ORDER || !facts.entities.has(ref)) continue
    show(historyOf(facts, ref), ordersAt(facts, ref, now))
  }
  return { change: { nodes, former, ...changedEdges(batch) }, members, examined, conflicts, due }
}

const properties = (edge: Edge, now: Instant): Readonly<Record<string, Property>> => ({
  source: edge.source, validFrom: edge.validFrom, ...(edge.validTo === undefined ? {} : { validTo: edge.validTo }), knownFrom: edge.knownFrom, claim: edge.claim, inferred: false,
  ...Object.fromEntries(Object.entries(quantitiesAt(edge, now)).map(([name, value]) => [`q.${name}`, value])),
})
const imageOf = (edge: Edge, now: Instant): EdgeImage => ({ kindId: edge.kindId, from: edge.from, to: edge.to, source: edge.source, validFrom: edge.validFrom, claim: edge.claim, properties: properties(edge, now) })
const identityOf = (edge: EdgeImage): string => JSON.stringify([edge.kindId, edge.from, edge.to, edge.properties])

/** What is said of its quantities may hold from different times, so what the graph shows of it depends on when it was last written. */
const isVolatile = (edge: Edge): boolean => edge.said.length > 1

/** The edges stated about touched entities as they were and as they are; what differs ends and begins, what the clock may have changed is written anew. */
const changedEdges = ({ facts, touched, settledBefore, retargeted, now }: Batch): Pick<GraphChange, 'ended' | 'begun'> => {
  const ended: EdgeImage[] = []
  const begun: EdgeImage[] = []
  const images = (edges: readonly Edge[]): ReadonlyMap<string, { readonly edge: Edge; readonly image: EdgeImage }> =>
    new Map(edges.map((edge) => ({ edge, image: imageOf(edge, now) })).map((one) => [identityOf(one.image), one]))
  for (const ref of touched) {
    const entity = facts.entities.get(ref)
    if (entity === undefined) continue
    const isNews = (claim: Claim): boolean => claim.kind === 'link' && (claim.seq > settledBefore || retargeted.has(claim.id))
    if (!entity.claims.some(isNews) && !entity.edges.some(isVolatile)) continue
    const earlier = entity.claims.filter((claim) => claim.seq <= settledBefore).map((claim) => ({ ...claim, value: retargeted.get(claim.id) ?? claim.value }))
    const before = images(statedEdges(entity.type, earlier))
    const after = images(entity.edges)
    const stays = (identity: string): boolean => [before, after].every((side) => {
      const one = side.get(identity)
      return one !== undefined && !isVolatile(one.edge)
    })
    for (const [identity, { image }] of before) if (!stays(identity)) ended.push(image)
    for (const [identity, { image }] of after) if (!stays(identity)) begun.push(image)
  }
  return { ended: ended.map(({ properties: _, ...key }) => key), begun }
}
