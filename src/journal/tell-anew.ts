import type { Model } from '../model/model.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { toldEvent, unfold, type EventRow } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** Events read at a time. */
const PAGE = 1000

export interface ToldAnew {
  /** Of whom nothing that stands tells any more: by their own refs. */
  readonly gone: readonly Ref[]
  /** Who belonged to those. */
  readonly belonged: readonly Ref[]
}

/**
 * Entities of which a record was retracted, replaced or stands again, from all their records that stand, in the journal's order: untracked attributes hold the last
 * value that somebody stands by. `named`: those that only links of such records named, which are gone when nothing else tells of them. Cost: three
 * statements, and one for every thousand events of the former, which are read again.
 */
export const tellAnew = async (client: JournalClient, model: Model, refs: ReadonlySet<Ref>, named: ReadonlySet<Ref>): Promise<ToldAnew> => {
  const told = refs.size === 0 ? new Map<Ref, Told>() : await readTold(client, model, refs)
  const rows = [...told].sort(([a], [b]) => (a < b ? -1 : 1))
  if (rows.length > 0) await client.query(sql('write/entities-anew', [rows.map(([ref]) => ref), rows.map(([ref]) => typeOfRef(ref)), rows.map(([, one]) => JSON.stringify(one.attributes)), rows.map(([, one]) => one.firstAt)]))
  const untold = [...refs].filter((ref) => !told.has(ref))
  if (untold.length + named.size === 0) return { gone: [], belonged: [] }
  const left = (await client.query<{ ref: Ref; order_ref: Ref | null }>(sql('write/forget-untold', [untold, [...named]]))).rows
  const gone = new Set(left.flatMap((row) => (row.order_ref === null ? [row.ref] : [])))
  return { gone: [...gone], belonged: [...new Set(left.flatMap((row) => (row.order_ref === null || gone.has(row.ref) ? [] : [row.ref])))] }
}

interface Told {
  readonly attributes: Record<string, Scalar | null>
  firstAt: number
}

/** From their records that stand, in the order of the journal. */
export const readTold = async (client: Pick<JournalClient, 'query'>, model: Model, refs: ReadonlySet<Ref>): Promise<ReadonlyMap<Ref, Told>> => {
  const told = new Map<Ref, Told>()
  for (let after = 0; ; ) {
    const { rows } = await client.query<EventRow>(sql('read/events-of', [[...refs], after, PAGE]))
    for (const event of rows.map(toldEvent)) {
      for (const { ref, attributes } of unfold(model, event).entities) {
        if (!refs.has(ref)) continue
        const known: Told = told.get(ref) ?? { attributes: {}, firstAt: event.occurred_at }
        Object.assign(known.attributes, attributes)
        known.firstAt = Math.min(known.firstAt, event.occurred_at)
        told.set(ref, known)
      }
    }
    const last = rows.at(-1)
    if (last === undefined) return told
    after = last.seq
  }
}
