import type { Belonging } from '../settle/settle-order.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { copyShared, textsListed, type SharedClient } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'
import { listed } from './write-verdicts.ts'

type Belongings = ReadonlyMap<Ref, Belonging | undefined>
type Row = readonly [order: Ref, begun: number, refs: string, froms: string, tos: string]

const rowsOf = (settled: Belongings): readonly Row[] => [...settled].flatMap(([order, belonging]) => (belonging === undefined ? [] : [[
  order, belonging.begun, textsListed(belonging.times.map(({ ref }) => ref)), listed(belonging.times.map(({ from }) => from)), listed(belonging.times.map(({ to }) => to ?? 'NULL')),
] as const]))

/** Keeps who was an order's, and when, of orders just settled; only what changed is written. Cost: a statement; another where nothing tells when some began. */
export const writeBelonging = async (client: JournalClient, settled: Belongings): Promise<void> => {
  const none = [...settled].filter(([, belonging]) => belonging === undefined).map(([order]) => order)
  if (none.length > 0) await client.query(sql('write/belonging-out', [none]))
  const rows = rowsOf(settled)
  if (rows.length > 0) await client.query(sql('write/belonging-in', ([0, 1, 2, 3, 4] as const).map((column) => rows.map((row) => row[column]))))
}

/** The same into a table that holds nothing of them. */
export const copyBelonging = (client: SharedClient, settled: Belongings): Promise<void> => copyShared(client, 'belonging (order_ref, begun, refs, froms, tos)', rowsOf(settled))

const shown = ({ begun, times }: Belonging): string => JSON.stringify([begun, times.map(({ ref }) => ref), times.map(({ from }) => from), times.map(({ to }) => to ?? null)])

/** Orders of which something else is kept than what follows from their claims. Cost: one statement. */
export const belongingsThatDiffer = async (reader: Reader, settled: Belongings): Promise<readonly Ref[]> => {
  const { rows } = await reader.query<{ order_ref: Ref; kept: unknown }>(sql('read/belongings-of', [[...settled.keys()]]))
  const held = new Map(rows.map(({ order_ref: order, kept }) => [order, JSON.stringify(kept)]))
  return [...settled].filter(([order, belonging]) => held.get(order) !== (belonging && shown(belonging))).map(([order]) => order)
}
