import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { ORDER, ordersAt } from './belonging.ts'
import { conflictsOf, type ConflictFound } from './conflicts.ts'
import type { Facts } from './facts.ts'
import type { GraphChange, NodeImage } from './graph-change.ts'
import { historyOf, type History } from './history.ts'
import { withKept } from './kept-fields.ts'
import { verdictKeeper, type KeptVerdict } from './kept-verdict.ts'
import { formerIdentifiers, nodeImage } from './node-image.ts'
import { belongingOf, settleOrder, type Belonging, type OrderRuling } from './settle-order.ts'

/** What a batch asks of settling. */
export interface Batch {
  readonly facts: Facts
  readonly touched: ReadonlySet<Ref>
  /** Orders whose own or whose members' claims changed. */
  readonly orders: ReadonlySet<Ref>
  /** Who belonged to each of those orders when last settled. */
  readonly membersBefore: ReadonlyMap<Ref, ReadonlySet<Ref>>
  readonly isUnresolved: (ref: Ref) => boolean
  readonly now: Instant
}

export interface Settled {
  /** Nodes whole, as they shall be. */
  readonly change: Pick<GraphChange, 'former'> & { readonly nodes: readonly NodeImage[] }
  /** Members of each asked order now. */
  readonly members: ReadonlyMap<Ref, readonly Ref[]>
  /** Who was each asked order's, and when; undefined of one of which nothing is told. */
  readonly belonging: ReadonlyMap<Ref, Belonging | undefined>
  /** What is kept of each asked order's verdicts; none of one that has not begun. */
  readonly verdicts: ReadonlyMap<Ref, readonly KeptVerdict[]>
  /** Entities that were looked at whole, and what sources disagree on about them. */
  readonly examined: readonly Ref[]
  readonly conflicts: readonly ConflictFound[]
  /** When the clock alone may change what was settled. */
  readonly due: readonly { readonly at: Instant; readonly ref: Ref }[]
}

/** Settles everything a batch of events touches, but for its links, which are rulings of the entity alone (`changedEdges`). Cost: the claims of the orders touched, not of the world. */
export const settleBatch = (batch: Batch): Settled => {
  const { facts, now } = batch
  const nodes: NodeImage[] = []
  const former: GraphChange['former'][number][] = []
  const members = new Map<Ref, readonly Ref[]>()
  const belonging = new Map<Ref, Belonging | undefined>()
  const verdicts = new Map<Ref, readonly KeptVerdict[]>()
  const keep = verdictKeeper(facts, now)
  const moved = new Set<Ref>(batch.touched)
  const conflicts: ConflictFound[] = []
  const examined: Ref[] = []
  const due: Settled['due'][number][] = []
  const show = (history: History, orders: readonly Ref[], ruling?: OrderRuling): void => {
    const { ref } = history.facts
    const image = nodeImage(history, !batch.isUnresolved(ref), orders, now, ruling)
    nodes.push(withKept(facts, image, now))
    former.push(...formerIdentifiers(history, image))
    examined.push(ref)
    conflicts.push(...conflictsOf(history, now))
  }
  for (const order of batch.orders) {
    const ruling = settleOrder(facts, order, now)
    members.set(order, ruling?.members ?? [])
    belonging.set(order, ruling?.belonging ?? belongingOf(facts, order))
    const kept = ruling === undefined ? undefined : keep(order, ruling)
    verdicts.set(order, kept?.verdicts ?? [])
    for (const at of kept?.due ?? []) due.push({ at, ref: order })
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
  return { change: { nodes, former }, members, belonging, verdicts, examined, conflicts, due }
}
