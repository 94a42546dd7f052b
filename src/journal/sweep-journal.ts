import { derivationsInForce } from '../model/derivations-in-force.ts'
import type { Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import type { EdgeImage, GraphChange, NodeImage } from '../settle/graph-change.ts'
import { changedEdges } from '../settle/changed-edges.ts'
import { inferredEdge } from '../settle/infer-links.ts'
import { settleBatch, type Settled } from '../settle/settle-batch.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { ORDERS } from '../vocabulary/graph-property.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { aboveOf, circleOf } from './circle.ts'
import { withKeptAlong } from './kept-circle.ts'
import { copyRows } from './copy-in.ts'
import { addRows, LINKED_SHARE, linksOf, refresh, type InferWorld } from './infer-anew.ts'
import { addMeasured, judgeAllWindows } from './measure-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
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

/** Entities whose circle is held in memory at a time. What follows from them does not depend on it. */
const STRETCH = 500

/**
 * The whole graph as it follows from what was told, worked out anew from the claims and not from what was settled before; every entity once. One
 * snapshot of the journal, whatever is told meanwhile. Gives the place it speaks of. Cost: the claims of the world; memory: a stretch's circles.
 */
export const sweepJournal = async (journal: Journal, model: Model, now: Instant, visit: (swept: Swept) => Promise<void>, stretch?: number): Promise<number> =>
  inTransaction(journal, 'sweep the journal', async (client) => {
    await client.query('set transaction isolation level repeatable read')
    // Who belongs to which order and what entities join by are worked out anew too, beside what is kept: a temporary table hides the lasting one of its name.
    for (const table of ['member', 'join_row']) await client.query(`create temporary table ${table} (like ${table} including indexes) on commit drop`)
    // Statements prepared on this connection would go on reading the lasting ones.
    await client.query('discard plans')
    const settled = (await client.query<{ settled: number }>(sql('read/settled-place'))).rows[0]?.settled ?? 0
    await sweepClaims(client, model, await readSurvivors(client), now, false, visit, stretch)
    return settled
  })

/**
 * The same within a transaction that found the tables of members and joins empty: each order with what belongs to it, then what belongs to none, so
 * that claims are read once. `keep`: also writes down the links that it infers, what is kept of verdicts, and what translations measure.
 */
export const sweepClaims = async (client: JournalClient, model: Model, survivors: Survivors, now: Instant, keep: boolean, visit: (swept: Swept & SweptSettled) => Promise<void>, stretch = STRETCH): Promise<void> => {
  for await (const refs of inTurn(client, stretch, 'read/orders-in-turn', ORDER)) {
    const { members, ...swept } = await sweepStretch(client, model, survivors, refs, now, keep)
    await copyRows(client, 'member (order_ref, ref)', [...members].flatMap(([order, those]) => [...new Set(those)].map((ref) => [order, ref])))
    if (keep) {
      await copyBelonging(client, swept.belonging)
      await copyVerdicts(client, swept.verdicts)
    }
    await visit(swept)
  }
  await client.query('analyze member')
  for await (const refs of inTurn(client, stretch, 'read/entities-unowned-in-turn', ORDER)) await visit(await sweepStretch(client, model, survivors, refs, now, keep))
  const world = { client, model, told: new Told(model, survivors, undefined, false, true), now }
  if (keep) await judgeAllWindows(world)
  await sweepDerivations(world, keep, (swept) => visit({ ...swept, conflicts: [], due: [] }))
}

/** What follows from the rows that the stretches left; written down too where it is to be kept. */
const sweepDerivations = async (world: InferWorld & { readonly client: JournalClient }, keep: boolean, visit: (swept: Swept) => Promise<void>): Promise<void> => {
  const { client, model, told } = world
  if (model.derivations.size > 0) await client.query('analyze join_row')
  for (const derivation of derivationsInForce(model)) {
    for await (const refs of inTurn(client, LINKED_SHARE, 'read/joining-in-turn', derivation.name)) {
      told.beginBatch()
      const links = keep ? (await refresh(world, derivation, refs)).come : (await linksOf(world, derivation, refs)).links
      await visit({ nodes: [], edges: links.map((link) => inferredEdge(derivation, link)), former: [], verdicts: new Map(), belonging: new Map() })
    }
  }
}

/** Refs some at a time, from one statement that declares a cursor `in_turn`. */
export async function* inTurn(client: JournalClient, size: number, name: string, ...values: readonly string[]): AsyncGenerator<readonly Ref[]> {
  await client.query(sql(name, values))
  for (;;) {
    const { rows } = await client.query<{ ref: Ref }>(`fetch ${size} from in_turn`)
    if (rows.length === 0) break
    yield rows.map((row) => row.ref)
  }
  await client.query('close in_turn')
}

/** Entities of a stretch, and those whose first order is in it. */
const sweepStretch = async (client: JournalClient, model: Model, survivors: Survivors, refs: readonly Ref[], now: Instant, keep: boolean): Promise<Swept & SweptSettled & Pick<Settled, 'members'>> => {
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
