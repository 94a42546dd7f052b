import type { Model } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { ToldEvent } from './claim-rows.ts'
import { copyRows } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'
import { readMerges } from './read-merges.ts'
import { forgetDerived } from './rebuild.ts'
import { actsOf, retractAnew } from './record-acts.ts'
import { gather } from './record-claims.ts'
import { sql } from './sql.ts'
import { Survivors } from './survivors.ts'
import { tellAnew } from './tell-anew.ts'

/** Takes the claims of a whole journal down, into tables that are emptied first. */
export interface BulkRecorder {
  /** The next events, in the journal's order. */
  readonly take: (events: readonly ToldEvent[]) => Promise<void>
  /** After the last: who names whom, and what was told of each. `last`: the journal's last place. Gives the merges that hold. */
  readonly finish: (last: number, now: Instant) => Promise<Survivors>
}

interface Index {
  readonly drop: string
  readonly make: string
}

/** Filled row by row, an index costs more than the rows; made when all are there, it is sorted once. */
const TABLES = ['claim', 'entity', 'identifier', 'member']

/** Fixed texts of several statements, which only the simple protocol takes. */
const script = (name: string): string => sql(name).text

/**
 * Begins to record every event of a journal, in the transaction of `client`: the tables that follow from events are emptied, and hold in the end
 * what `recordWindow` would have put there. Cost: a number of statements for every `take`, ten for all; memory: what one `take` was given.
 */
export const recordInBulk = async (client: JournalClient, model: Model): Promise<BulkRecorder> => {
  await forgetDerived(client, model)
  await client.query(script('write/bulk-begin'))
  const indexes: Index[] = []
  for (const table of TABLES) indexes.push(...(await client.query<Index>(sql('read/indexes', [table]))).rows)
  for (const { drop } of indexes) await client.query(drop)
  return {
    take: async (events) => {
      const { claims, entities, identifiers } = gather(model, events)
      await copyRows(client, 'told_claim (seq, n, ref, named, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence, ended)', claims.map((claim) =>
        [claim.seq, claim.n, claim.ref, claim.named, claim.kind, claim.field, claim.value, claim.target, claim.stated, claim.quantities, claim.source, claim.occurred_at, claim.recorded_at, claim.sequence, claim.ended]))
      await copyRows(client, 'told_entity (ref, type, attributes, first_at)', [...entities].map(([ref, told]) => [ref, typeOfRef(ref), JSON.stringify(told.attributes), told.firstAt]))
      await copyRows(client, 'told_identifier (type, scheme, value, ref, source, seq)', identifiers.map((one) => [typeOfRef(one.ref), one.scheme, one.value, one.ref, one.source, one.seq]))
      await copyRows(client, 'act (seq, retracts, source, event_id, target, recorded_at)', events.flatMap(actsOf).map((act) => [act.seq, act.retracts, act.source, act.event_id, act.target, act.recorded_at]))
    },
    finish: async (last, now) => {
      const survivors = new Survivors(await readMerges(client, { upTo: last }))
      await client.query(sql('write/aliases', [survivors.aliases.map(([ref]) => ref), survivors.aliases.map(([, survivor]) => survivor)]))
      await client.query('analyze act')
      await retractAnew(client, (await client.query<{ source: string; event_id: string }>(sql('read/retracted-acts'))).rows)
      await client.query(sql('write/bulk-void'))
      await client.query(sql('write/bulk-identifiers'))
      await client.query('analyze identifier')
      await client.query(sql('write/bulk-claims'))
      await client.query(sql('write/bulk-entities'))
      for (const { make } of indexes) await client.query(make)
      await client.query('analyze claim, entity')
      await client.query(sql('write/bulk-due', [now]))
      await tellVoidAnew(client, model)
      return survivors
    },
  }
}

/** Entities told anew at a time. */
const SHARE = 1000

/** Entities of which void events tell, from those that stand. */
const tellVoidAnew = async (client: JournalClient, model: Model): Promise<void> => {
  await client.query(sql('read/told-by-void'))
  for (;;) {
    const { rows } = await client.query<{ ref: Ref; own: boolean }>(`fetch ${SHARE} from told_by_void`)
    if (rows.length === 0) break
    const [own, named] = [true, false].map((isOwn) => new Set(rows.filter((row) => row.own === isOwn).map((row) => row.ref)))
    await tellAnew(client, model, own ?? new Set(), named ?? new Set())
  }
  await client.query('close told_by_void')
}
