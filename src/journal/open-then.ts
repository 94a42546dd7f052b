import type { QueryConfig } from 'pg'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { PlaceAsked } from './journal-reads.ts'
import { checkOut, withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { readMerges } from './read-merges.ts'
import { claimsAbout, decidedOtherwise } from './arbitration.ts'
import { sql } from './sql.ts'
import { Survivors } from './survivors.ts'
import { readTold } from './tell-anew.ts'
import type { Reader } from './told.ts'

/** The journal as it stood at a place: what is read here had been told by then, and is kept as it was. One connection's own until it is closed. */
export interface JournalThen {
  readonly reader: Reader
  readonly close: () => Promise<void>
}

/** Not prepared: the names of the journal's tables mean others here. Those of functions do not unless they are told so. */
const asText = (asked: string | QueryConfig): QueryConfig => {
  const { text, values = [] } = typeof asked === 'string' ? { text: asked } : asked
  return { text: text.replaceAll('survivor_of(', 'pg_temp.survivor_of('), values }
}

/** Untracked attributes of some entities of which something was told since, from their records that stood then: read when they are looked at. */
const recaller = (client: Pick<JournalClient, 'query'>, model: Model) => async (refs: readonly Ref[]): Promise<void> => {
  const asked = (await client.query<{ ref: Ref }>('select ref from entity_then where ref = any ($1::text[]) and not recalled', [refs])).rows.map(({ ref }) => ref)
  if (asked.length === 0) return
  const told = await readTold(client, model, new Set(asked))
  await client.query('update entity_then set recalled = true where ref = any ($1::text[])', [asked])
  const rows = [...told]
  await client.query('update entity_then set attributes = told.attributes::jsonb, first_at = told.first_at from unnest($1::text[], $2::text[], $3::bigint[]) as told (ref, attributes, first_at) where entity_then.ref = told.ref', [rows.map(([ref]) => ref), rows.map(([, one]) => JSON.stringify(one.attributes)), rows.map(([, one]) => one.firstAt)])
}

/** For the same reasons as where orders are settled: what is read is named ref by ref. */
const BEGIN = 'begin isolation level repeatable read; set local random_page_cost = 1.1; set local max_parallel_workers_per_gather = 0'

/** Cost: the claims told since; a connection until it is closed. RECEIPT_AHEAD where the journal has not come so far, RECEIPT_REDECODED where its records say something else now. */
export const openThen = (journal: Journal, model: Model, { place, rejects, redecoded, now }: Pick<PlaceAsked, 'place' | 'rejects' | 'redecoded' | 'now'>): Promise<JournalThen> => withJournal('read what was told up to a place', async () => {
  const { client, giveBack } = await checkOut(journal)
  let isClosed = false
  let last: Promise<unknown> = Promise.resolve()
  const close = async (): Promise<void> => {
    isClosed = true
    await last
    giveBack(await client.query('rollback').then(() => false, () => true))
  }
  try {
    await client.query(BEGIN)
    const settled = (await client.query<{ settled: number }>(sql('read/settled-place'))).rows[0]?.settled ?? 0
    if (place > settled) throw problem('RECEIPT_AHEAD', { what: 'place', given: String(place), have: String(settled) })
    const have = (await client.query<{ last: number }>('select coalesce(max(id), 0) as last from redecoded')).rows[0]?.last ?? 0
    if (have !== redecoded) throw problem('RECEIPT_REDECODED', { given: redecoded, have })
    await client.query(`select set_config('osl.place', $1, true), set_config('osl.rejects', $2, true), set_config('osl.asked', $3, true)`, [String(place), String(rejects ?? 0), String(now)])
    const { aliases } = new Survivors(await readMerges(client, { upTo: place }))
    await client.query('create temp table alias_then (ref text primary key, survivor text not null) on commit drop')
    await client.query('insert into alias_then select * from unnest($1::text[], $2::text[])', [aliases.map(([ref]) => ref), aliases.map(([, survivor]) => survivor)])
    await client.query('create temp table otherwise (ref text primary key) on commit drop')
    const decided = await decidedOtherwise(client, model)
    if (decided.length > 0) await client.query(sql('write/disputed-otherwise', [0, 1, 2].map((part) => decided.map((about) => claimsAbout(about)[part]))))
    await client.query(sql('write/told-up-to').text)
  } catch (error) {
    await close()
    throw error
  }
  // What an answer that has ended still asks must not reach whoever has the connection next.
  const query = ((asked: string | QueryConfig, values?: unknown[]) => {
    const result = last.then(() => {
      if (isClosed) throw new Error('openThen: the answer has ended')
      return client.query(values === undefined ? asText(asked) : { ...asText(asked), values })
    })
    // One after another: a connection takes one statement at a time.
    last = result.catch(() => undefined)
    return result
  }) as JournalClient['query']
  return { reader: { query, recall: recaller({ query }, model) }, close }
})
