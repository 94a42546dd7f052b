import { differingEdges } from '../settle/changed-edges.ts'
import type { GraphChange } from '../settle/graph-change.ts'
import { historyOf } from '../settle/history.ts'
import { formerIdentifiers, nodeImage } from '../settle/node-image.ts'
import type { Edge } from '../settle/rule-links.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { placeholderRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { JournalClient } from './open-journal.ts'
import { readMerges } from './read-merges.ts'
import { insertPlaceholders } from './record-claims.ts'
import type { Window } from './record-window.ts'
import { aheadOf, renameLinks, type Named } from './rename-links.ts'
import { sql } from './sql.ts'
import { Survivors, type MergeRow } from './survivors.ts'
import type { Told } from './told.ts'

/** Links of some entities, and what their orders were known by, under the merges that `told` goes by. */
const readLinks = async (client: JournalClient, told: Told, refs: readonly Ref[], orders: readonly Ref[], now: Instant): Promise<{ readonly edges: readonly Edge[]; readonly former: GraphChange['former'] }> => {
  await told.ensure(client, refs)
  const { survivors } = told
  const facts = told.facts(new Set(refs.map((ref) => survivors.of(ref))))
  const known = [...new Set(orders.map((ref) => survivors.of(ref)))].filter((ref) => facts.entities.has(ref))
  return {
    edges: [...facts.entities.values()].flatMap((entity) => entity.edges),
    former: known.flatMap((ref) => {
      const history = historyOf(facts, ref)
      return formerIdentifiers(history, nodeImage(history, true, [ref], now))
    }),
  }
}

/**
 * Takes up a merge or its undoing, as a window of its own: what it changes is not news about anybody but who is who, so the links of all it
 * concerns are compared as they were and as they are. Tells `told` to go by the new merges. Cost: some twenty statements; memory: the orders
 * concerned, who links to them and who belongs to them.
 */
export const mergeWindow = async (client: JournalClient, told: Told, ruling: MergeRow, now: Instant): Promise<Window> => {
  const before = told.survivors
  const after = new Survivors(await readMerges(client, { upTo: ruling.seq }))
  const ends = [before.of(ruling.order_ref), before.of(ruling.into_ref)]
  const orders = [...new Set([...before.withMerged(ends), ...after.withMerged([after.of(ruling.order_ref), after.of(ruling.into_ref)])])]
  const identifiers = await identifiersOf(client, orders)
  const placeholders = identifiers.map(({ type, scheme, value }) => placeholderRef(type, scheme, value))
  const linking = (await client.query<{ ref: Ref }>(sql('read/linked-to', [orders, placeholders]))).rows.map((row) => row.ref)
  const members = (await client.query<{ ref: Ref }>(sql('read/members-of', [orders]))).rows.map((row) => row.ref)
  const concerned = [...new Set([...orders, ...placeholders, ...linking])]
  told.beginAnew(before)
  const were = await readLinks(client, told, concerned, orders, now)
  await client.query(sql('write/aliases', [after.aliases.map(([ref]) => ref), after.aliases.map(([, survivor]) => survivor)]))
  const { moved, named, merged } = await renameLinks(client, identifiers)
  if (merged.length > 0) await client.query(sql('write/forget-placeholders', [merged]))
  const created = await insertPlaceholders(client, [], new Map(), named)
  // Who was named by links by an identifier alone is named no more.
  await client.query(sql('write/forget-untold', [[], concerned]))
  told.beginAnew(after)
  const are = await readLinks(client, told, concerned, orders, now)
  const touched = new Set([...concerned, ...members, ...created].map((ref) => after.of(ref)))
  for (const ref of merged) touched.delete(ref)
  // One that only those tell of which are parted from it now is gone too.
  const gone = [...orders.filter((ref) => after.of(ref) !== ref || !told.has(ref)), ...merged]
  await client.query(sql('write/orders-out', [gone]))
  const relinked = { ...differingEdges(were.edges, are.edges, now), former: were.former.map((one) => ({ ...one, shown: true })) }
  return { to: ruling.seq, events: 0, touched, merged: gone, before: new Map(), unnamed: [], ahead: aheadOf(moved, now), relinked }
}

const identifiersOf = async (client: JournalClient, orders: readonly Ref[]): Promise<readonly Named[]> => {
  const { rows } = await client.query<{ ref: Ref; scheme: string; value: string }>(sql('read/identifiers-of', [orders]))
  return [...new Map(rows.map(({ ref, scheme, value }) => [JSON.stringify([scheme, value]), { type: typeOfRef(ref), scheme, value }])).values()]
}
