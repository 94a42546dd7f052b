import type { Ref } from '../vocabulary/ref.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** Keeps who belongs to the orders just settled; only what changed is written. Cost: two statements. */
export const writeMembers = async (client: JournalClient, before: ReadonlyMap<Ref, ReadonlySet<Ref>>, after: ReadonlyMap<Ref, readonly Ref[]>): Promise<void> => {
  const gone: [Ref, Ref][] = []
  const come: [Ref, Ref][] = []
  for (const [order, refs] of after) {
    const now = new Set(refs)
    const was = before.get(order) ?? new Set()
    for (const ref of was) if (!now.has(ref)) gone.push([order, ref])
    for (const ref of now) if (!was.has(ref)) come.push([order, ref])
  }
  if (gone.length > 0) await client.query(sql('write/members-out', [gone.map(([order]) => order), gone.map(([, ref]) => ref)]))
  if (come.length > 0) await client.query(sql('write/members-in', [come.map(([order]) => order), come.map(([, ref]) => ref)]))
}
