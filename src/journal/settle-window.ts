import { judgedVersions } from '../model/judged-versions.ts'
import type { Model } from '../model/model.ts'
import type { Facts } from '../settle/facts.ts'
import type { GraphChange, NodeChange } from '../settle/graph-change.ts'
import { changedEdges } from '../settle/changed-edges.ts'
import { MOST_IN_SLICE, MOST_VALUES, slicesOfNodes, valuesOf } from '../settle/slice-change.ts'
import { settleBatch, type Settled } from '../settle/settle-batch.ts'
import { readsNow } from '../model/version-reads.ts'
import { shortenNodes } from '../settle/shorten-nodes.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { ORDER } from '../settle/belonging.ts'
import { inferAnew, type ToJoin } from './infer-anew.ts'
import { keptCircleOf, withKeptAlong, type KeptCircle } from './kept-circle.ts'
import { keepStatistics } from './keep-statistics.ts'
import { measureAnew } from './measure-anew.ts'
import type { JournalClient } from './open-journal.ts'
import type { Stride, Window } from './record-window.ts'
import { sql } from './sql.ts'
import type { Told } from './told.ts'
import { writeConflicts } from './write-conflicts.ts'
import { writeMembers } from './write-members.ts'
import { writeBelonging } from './write-belonging.ts'
import { writeVerdicts } from './write-verdicts.ts'

/** What settling a window needs beside its claims. */
export interface SettleInput {
  readonly window: Window
  /** Entities that the clock alone may have changed. */
  readonly due: readonly Ref[]
  /** Entities whose links are to follow another version of their derivation. */
  readonly toJoin: readonly ToJoin[]
  /** Place up to which the graph's edges have been worked out. */
  readonly settledBefore: number
  readonly stride: Stride
  readonly now: Instant
  /** Takes what the graph must change as soon as it is enough for a slice, so that memory does not hold a window's nodes. */
  readonly sendAhead: (slice: GraphChange) => Promise<void>
}

/** Orders first: what belongs to them is then examined with them. */
const ordersFirst = (refs: Iterable<Ref>): readonly Ref[] => {
  const all = [...new Set(refs)]
  const isOrder = (ref: Ref): boolean => typeOfRef(ref) === ORDER
  return [...all.filter(isOrder), ...all.filter((ref) => !isOrder(ref))]
}

interface Settling extends Omit<KeptCircle, 'refs'> {
  readonly touched: ReadonlySet<Ref>
  readonly facts: Facts
}

/** The next of those waiting, and whoever else waits within their circle: read once, settled together. */
const nextCircle = async (client: JournalClient, model: Model, told: Told, waiting: Set<Ref>, most: number): Promise<Settling> => {
  const touched = new Set(waiting.values().take(most))
  const first = await keptCircleOf(client, model, told, touched)
  const before = touched.size
  for (const ref of first.refs) if (waiting.has(ref)) touched.add(ref)
  for (const ref of touched) waiting.delete(ref)
  const { refs, orders, keeping } = touched.size === before ? first : await keptCircleOf(client, model, told, touched)
  return { touched, orders, keeping, facts: await withKeptAlong(client, model, told, refs) }
}

/**
 * Settles what a window touched, circle by circle: every claim of the window is written down by then, so each order is settled once. Writes
 * the settled tables; gives what the graph must change beside what went ahead. Cost: the claims of the orders touched; memory: those of one circle,
 * and the links that the window changes.
 */
export const settleWindow = async (client: JournalClient, model: Model, told: Told, { window, due, toJoin, settledBefore, stride, now, sendAhead }: SettleInput): Promise<GraphChange> => {
  const waiting = new Set(ordersFirst([...window.touched, ...due]))
  const settledOrders = new Set<Ref>()
  const nodes: NodeChange[] = []
  let values = 0
  const [former, ended, begun]: [GraphChange['former'][number][], GraphChange['ended'][number][], GraphChange['begun'][number][]] = [[], [], []]
  const byClock: Settled['due'][number][] = []
  const wereAbout = Map.groupBy([...window.before.values()].filter((claim) => claim !== undefined), (claim) => claim.about)
  while (waiting.size > 0) {
    told.beginBatch()
    await keepStatistics(client)
    const { touched, orders: around, facts, keeping } = await nextCircle(client, model, told, waiting, stride.examined)
    const orders = new Set([...around].filter((order) => !settledOrders.has(order)))
    const membersBefore = new Map([...orders].map((order) => [order, told.membersBefore(order)]))
    const settled = settleBatch({ facts, touched: new Set([...touched, ...keeping]), orders, membersBefore, isUnresolved: (ref) => told.isUnresolved(ref), now })
    await writeMembers(client, membersBefore, settled.members)
    await writeBelonging(client, settled.belonging)
    await writeVerdicts(client, settled.verdicts)
    for (const [order, members] of settled.members) told.setMembers(order, members)
    await writeConflicts(client, model, told.survivors, settled)
    const shortened = shortenNodes(settled.change.nodes, (ref) => told.shown(ref))
    nodes.push(...shortened)
    values += valuesOf(shortened)
    for (const node of settled.change.nodes) told.setShown(node)
    if (nodes.length >= MOST_IN_SLICE || values >= MOST_VALUES) {
      for (const slice of slicesOfNodes(nodes.splice(0))) await sendAhead(slice)
      values = 0
    }
    for (const order of orders) settledOrders.add(order)
    former.push(...settled.change.former)
    if (window.relinked === undefined) {
      const links = changedEdges({ facts, touched, settledBefore, before: window.before, wereAbout, now })
      ended.push(...links.ended)
      begun.push(...links.begun)
    }
    byClock.push(...settled.due)
  }
  const news = { touched: new Set([...window.touched, ...due]), gone: window.merged }
  const inferred = await inferAnew(client, model, told, { ...news, toJoin, now })
  await measureAnew({ client, model, told, now }, news)
  ended.push(...inferred.ended)
  begun.push(...inferred.begun)
  await keepDue(client, model, { orders: settledOrders, ahead: window.ahead, byClock })
  const { relinked } = window
  // What they were known by is forgotten but for what they are known by now.
  const names = new Map([...window.unnamed, ...relinked?.former ?? [], ...former].map((one) => [JSON.stringify([one.ref, one.scheme, one.value]), one]))
  return { nodes, former: [...names.values()], ended: [...relinked?.ended ?? [], ...ended], begun: [...relinked?.begun ?? [], ...begun], gone: window.merged }
}

/** When what is to be settled again. An order is looked at by the clock once, when its latest settling says. */
const keepDue = async (client: JournalClient, model: Model, { orders, ahead, byClock }: { readonly orders: ReadonlySet<Ref>; readonly ahead: Window['ahead']; readonly byClock: Settled['due'] }): Promise<void> => {
  if (judgedVersions(model).some(readsNow)) await client.query(sql('write/due-anew', [[...orders]]))
  const due = [...ahead.map((one) => ({ ...one, byClock: false })), ...byClock.map((one) => ({ ...one, byClock: true }))]
  if (due.length > 0) await client.query(sql('write/due-in', [due.map((one) => one.at), due.map((one) => one.ref), due.map((one) => one.byClock)]))
}
