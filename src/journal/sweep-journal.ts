import type { Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import type { EdgeImage, GraphChange, NodeImage } from '../settle/graph-change.ts'
import { changedEdges } from '../settle/changed-edges.ts'
import { inferredEdge } from '../settle/infer-links.ts'
import { settleBatch } from '../settle/settle-batch.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { aboveOf, circleOf } from './circle.ts'
import { keepRows, LINKED_SHARE, linksOf, type InferWorld } from './infer-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import { Told } from './told.ts'

/** A part of the graph as it should be: every entity of a stretch of refs, and the edges stated about them; after the last stretch, the edges that are inferred. */
export interface Swept {
  readonly nodes: readonly NodeImage[]
  readonly edges: readonly EdgeImage[]
  readonly former: GraphChange['former']
}

/** Entities whose circle is held in memory at a time. */
const STRETCH = 500

/**
 * The whole graph as it follows from what was told, worked out anew from the claims and not from what was settled before; every entity once. One
 * snapshot of the journal, whatever is told meanwhile. Gives the place it speaks of. Cost: the claims of the world; memory: a stretch's circles.
 */
export const sweepJournal = async (journal: Journal, model: Model, now: Instant, visit: (swept: Swept) => Promise<void>): Promise<number> =>
  inTransaction(journal, 'sweep the journal', async (client) => {
    await client.query('set transaction isolation level repeatable read')
    // What entities join by is worked out anew too, beside what is kept: a temporary table hides the lasting one of its name.
    await client.query('create temporary table join_row (like join_row including indexes) on commit drop')
    // Statements prepared on this connection would go on reading the lasting one.
    await client.query('discard plans')
    const settled = (await client.query<{ settled: number }>(sql('read/settled-place'))).rows[0]?.settled ?? 0
    const survivors = await readSurvivors(client)
    for (let after = ''; ; ) {
      const refs = (await client.query<{ ref: Ref }>(sql('read/entities-page', [after, STRETCH]))).rows.map((row) => row.ref)
      const last = refs.at(-1)
      if (last === undefined) break
      after = last
      // What is told of a merged order is its survivor's to show.
      await visit(await sweepStretch(client, model, survivors, refs.filter((ref) => survivors.of(ref) === ref), now))
    }
    await sweepDerivations({ client, model, told: new Told(model, survivors), now }, visit)
    return settled
  })

const sweepStretch = async (client: JournalClient, model: Model, survivors: Survivors, refs: readonly Ref[], now: Instant): Promise<Swept> => {
  const told = new Told(model, survivors)
  const stretch = new Set(refs)
  const orders = new Set(refs.filter((ref) => typeOfRef(ref) === ORDER))
  const around = new Set<Ref>()
  if (orders.size > 0) for (const ref of (await circleOf(client, model, told, orders)).refs) around.add(ref)
  for (const ref of await aboveOf(client, told, stretch)) around.add(ref)
  const facts = told.facts(around)
  for (const derivation of model.derivations.values()) {
    for (const side of ['from', 'to'] as const) {
      const those = refs.filter((ref) => typeOfRef(ref) === derivation[side].type.name)
      if (those.length > 0) await keepRows({ client, model, told, now }, derivation, side, those)
    }
  }
  const { change } = settleBatch({
    facts, touched: stretch, orders: new Set([...orders].filter((ref) => told.has(ref))), membersBefore: new Map([...orders].map((order) => [order, told.membersBefore(order)])),
    isUnresolved: (ref) => told.isUnresolved(ref), now,
  })
  return {
    // Members that the settled tables do not have yet are shown by their own stretch.
    nodes: change.nodes.filter((node) => stretch.has(node.ref)),
    edges: changedEdges({ facts, touched: stretch, settledBefore: 0, retargeted: new Map(), now }).begun,
    former: change.former.filter((one) => stretch.has(one.ref)),
  }
}

const sweepDerivations = async (world: InferWorld, visit: (swept: Swept) => Promise<void>): Promise<void> => {
  for (const derivation of world.model.derivations.values()) {
    for (let after = ''; ; ) {
      const refs = (await world.client.query<{ ref: Ref }>(sql('read/join-page', [derivation.name, after, LINKED_SHARE]))).rows.map((row) => row.ref)
      const last = refs.at(-1)
      if (last === undefined) break
      after = last
      world.told.beginBatch()
      const { links } = await linksOf(world, derivation, refs)
      await visit({ nodes: [], edges: links.map((link) => inferredEdge(derivation, link)), former: [] })
    }
  }
}
