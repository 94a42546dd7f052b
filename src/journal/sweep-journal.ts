import { derivationsInForce } from '../model/derivations-in-force.ts'
import type { Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import type { EdgeImage, GraphChange, NodeImage } from '../settle/graph-change.ts'
import { changedEdges } from '../settle/changed-edges.ts'
import { inferredEdge } from '../settle/infer-links.ts'
import { settleBatch, type Settled } from '../settle/settle-batch.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { ORDERS } from '../vocabulary/graph-property.ts'
import { ending } from '../problems/ending.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { aboveOf, circleOf } from './circle.ts'
import { withKeptAlong } from './kept-circle.ts'
import { copyShared, shareClient, type SharedClient } from './copy-in.ts'
import { addRows, LINKED_SHARE, linksOf, refresh, type InferWorld } from './infer-anew.ts'
import { inOrder } from './in-order.ts'
import { addMeasured, judgeAllWindows } from './measure-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import { SeveralAtOnce } from './several-at-once.ts'
import { Told } from './told.ts'
import { copyBelonging } from './write-belonging.ts'
import { copyVerdicts } from './write-verdicts.ts'

/** A part of the graph as it should be: every entity of a stretch of refs, and the edges stated about them; after the last stretch, the edges that are inferred. */
export interface Swept {
  readonly nodes: readonly NodeImage[]
  readonly edges: readonly EdgeImage[]
  readonly former: GraphChange['former']
  /** What is kept of the verdicts of the stretch's orders. */
  readonly verdicts: Settled['verdicts']
  /** Who was an order's of the stretch, and when. */
  readonly belonging: Settled['belonging']
}

/** What the settled tables hold of the same entities. */
export type SweptSettled = Pick<Settled, 'conflicts' | 'due'>

/** What a sweep works on: the connection of its transaction, by the merges of it. */
export interface SweepWorld {
  readonly client: SharedClient
  readonly model: Model
  readonly survivors: Survivors
  readonly now: Instant
  /** Whether the links that it infers, what is kept of verdicts, and what translations measure are written down too. */
  readonly keep: boolean
}

/** Settles stretches in threads of their own, several at once. */
export interface SweepThreads {
  readonly atOnce: number
  /** Stretches that are settled here first: a small world is done before a thread has begun. */
  readonly after: number
  /** Settles one as `settleStretch` does, in a thread whose statements this connection runs; its nodes and edges go where the thread writes them, and are not given here. */
  readonly settle: (world: SweepWorld, refs: readonly Ref[]) => Promise<Pick<Swept, 'former'> & SweptSettled>
}

export interface SweepOptions {
  /** Entities whose circle is held in memory at a time. What follows from them does not depend on it. */
  readonly stretch?: number
  readonly threads?: SweepThreads
}

const STRETCH = 500

/**
 * The whole graph as it follows from what was told, worked out anew from the claims and not from what was settled before; every entity once. One
 * snapshot of the journal, whatever is told meanwhile. Gives the place it speaks of. Cost: the claims of the world; memory: a stretch's circles.
 */
export const sweepJournal = async (journal: Journal, model: Model, now: Instant, visit: (swept: Swept) => Promise<void>, options?: SweepOptions): Promise<number> =>
  inTransaction(journal, 'sweep the journal', async (client) => {
    await client.query('set transaction isolation level repeatable read')
    // Who belongs to which order and what entities join by are worked out anew too, beside what is kept: a temporary table hides the lasting one of its name.
    for (const table of ['member', 'join_row']) await client.query(`create temporary table ${table} (like ${table} including indexes) on commit drop`)
    // Statements prepared on this connection would go on reading the lasting ones.
    await client.query('discard plans')
    const settled = (await client.query<{ settled: number }>(sql('read/settled-place'))).rows[0]?.settled ?? 0
    await sweepClaims({ client: shareClient(client), model, survivors: await readSurvivors(client), now, keep: false }, visit, options)
    return settled
  })

/**
 * The same within a transaction that found the tables of members and joins empty: each order with what belongs to it, then what belongs to none, so
 * that claims are read once. With threads the stretches that they settle are visited without their nodes and edges, and by turns.
 */
export const sweepClaims = async (world: SweepWorld, visit: (swept: Swept & SweptSettled) => Promise<void>, { stretch = STRETCH, threads }: SweepOptions = {}): Promise<void> => {
  const { client } = world
  const turn = inOrder()
  const settle = async (refs: readonly Ref[]): Promise<void> => visit(await settleStretch(world, refs))
  const settleThere = async (refs: readonly Ref[]): Promise<void> => {
    if (threads === undefined) return
    const swept = { ...NOTHING, ...await threads.settle(world, refs) }
    // Whoever visits is asked once at a time, as without threads.
    await turn(() => visit(swept))
  }
  let settled = 0
  for (const [name, between] of [['read/orders-in-turn', 'analyze member'], ['read/entities-unowned-in-turn', undefined]] as const) {
    const underWay = new SeveralAtOnce(threads?.atOnce ?? 1)
    await ending(async () => {
      for await (const refs of inTurn(client, stretch, name, ORDER)) {
        settled += 1
        if (threads === undefined || settled <= threads.after) await settle(refs)
        else await underWay.begin(() => settleThere(refs))
      }
    }, () => underWay.done())
    if (between !== undefined) await client.query(between)
  }
  await sweepDerivations(world, (swept) => visit({ ...swept, conflicts: [], due: [] }))
}

const NOTHING: Swept = { nodes: [], edges: [], former: [], verdicts: new Map(), belonging: new Map() }

/** What follows from the rows that the stretches left; written down too where it is to be kept. */
const sweepDerivations = async ({ client, model, survivors, now, keep }: SweepWorld, visit: (swept: Swept) => Promise<void>): Promise<void> => {
  const told = new Told(model, survivors, undefined, false, true)
  const world: InferWorld = { client, model, told, now }
  if (keep) await judgeAllWindows(world)
  if (model.derivations.size > 0) await client.query('analyze join_row')
  for (const derivation of derivationsInForce(model)) {
    for await (const refs of inTurn(client, LINKED_SHARE, 'read/joining-in-turn', derivation.name)) {
      told.beginBatch()
      const links = keep ? (await refresh(world, derivation, refs)).come : (await linksOf(world, derivation, refs)).links
      await visit({ ...NOTHING, edges: links.map((link) => inferredEdge(derivation, link)) })
    }
  }
}

/** Refs some at a time, from one statement that declares a cursor `in_turn`. */
export async function* inTurn(client: Pick<JournalClient, 'query'>, size: number, name: string, ...values: readonly string[]): AsyncGenerator<readonly Ref[]> {
  await client.query(sql(name, values))
  for (;;) {
    const { rows } = await client.query<{ ref: Ref }>(`fetch ${size} from in_turn`)
    if (rows.length === 0) break
    yield rows.map((row) => row.ref)
  }
  await client.query('close in_turn')
}

/** Settles a stretch and writes down who belongs to its orders, and what else of it is kept. */
export const settleStretch = async (world: SweepWorld, refs: readonly Ref[]): Promise<Swept & SweptSettled> => {
  const { client, keep } = world
  const { members, ...swept } = await sweepStretch(world, refs)
  await copyShared(client, 'member (order_ref, ref)', [...members].flatMap(([order, those]) => [...new Set(those)].map((ref) => [order, ref])))
  if (keep) {
    await copyBelonging(client, swept.belonging)
    await copyVerdicts(client, swept.verdicts)
  }
  return swept
}

/** Entities of a stretch, and those whose first order is in it. */
const sweepStretch = async ({ client, model, survivors, now, keep }: SweepWorld, refs: readonly Ref[]): Promise<Swept & SweptSettled & Pick<Settled, 'members'>> => {
  const told = new Told(model, survivors, undefined, false, true)
  const stretch = new Set(refs)
  const orders = new Set(refs.filter((ref) => typeOfRef(ref) === ORDER))
  const around = new Set<Ref>()
  if (orders.size > 0) for (const ref of (await circleOf(client, model, told, orders)).refs) around.add(ref)
  for (const ref of await aboveOf(client, told, stretch)) around.add(ref)
  const facts = await withKeptAlong(client, model, told, around)
  const { change, members, belonging, verdicts, conflicts, due } = settleBatch({
    facts, touched: stretch, orders: new Set([...orders].filter((ref) => told.has(ref))), membersBefore: new Map([...orders].map((order) => [order, told.membersBefore(order)])),
    isUnresolved: (ref) => told.isUnresolved(ref), now,
  })
  // Members that the settled tables do not have yet are worked out too; who belongs to several orders is shown by one.
  const nodes = change.nodes.filter((node) => stretch.has(node.ref) || stretch.has(firstOrderOf(node)))
  const shown = new Set(nodes.map((node) => node.ref))
  for (const derivation of derivationsInForce(model)) {
    for (const side of ['from', 'to'] as const) {
      const those = [...shown].filter((ref) => typeOfRef(ref) === derivation[side].type.name)
      if (those.length > 0) await addRows({ client, model, told, now }, derivation, side, those)
    }
  }
  if (keep) await addMeasured({ client, model, told, now }, [...shown])
  return {
    nodes,
    edges: changedEdges({ facts, touched: shown, settledBefore: 0, before: new Map(), wereAbout: new Map(), now }).begun,
    former: change.former.filter((one) => shown.has(one.ref)),
    members,
    belonging,
    verdicts,
    conflicts: conflicts.filter((one) => shown.has(one.ref)),
    due,
  }
}

const firstOrderOf = ({ properties: { [ORDERS]: orders } }: NodeImage): Ref => [...((orders ?? []) as readonly Ref[])].sort()[0] ?? storedRef('')
