import { Readable } from 'node:stream'
import { applyChange, emptyGraph, prepareGraph, type Driver } from '../../src/graph/apply-change.ts'
import { CommitGate } from '../../src/graph/commit-gate.ts'
import { openGraph } from '../../src/graph/open-graph.ts'
import { readSource } from '../../src/ingest/read-source.ts'
import { append } from '../../src/journal/append.ts'
import { beginWorld } from '../../src/journal/begin-world.ts'
import { openJournal, type Journal } from '../../src/journal/open-journal.ts'
import { confirmApplied, outboxAfter } from '../../src/journal/outbox.ts'
import { beginRebuild, graphEmptied } from '../../src/journal/rebuild.ts'
import type { Stride } from '../../src/journal/record-window.ts'
import { makeSettler, type Settler } from '../../src/journal/settle-next.ts'
import { sql } from '../../src/journal/sql.ts'
import type { Model } from '../../src/model/model.ts'
import { sourceNamed } from '../../src/model/source-named.ts'
import type { GraphChange } from '../../src/settle/graph-change.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { emptyWorld } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import type { Told } from '../settle/tell.ts'
import { hour } from '../settle/tell.ts'

const iso = (h: number): string => new Date(hour(h)).toISOString()
const FIELD_OF: Readonly<Record<string, string>> = { lines: 'line', orders: 'order', 'selling.number': 'number', 'selling.tag': 'tag', 'paying.voucher': 'voucher', 'sending.label': 'label', 'selling.mark': 'mark' }
const KIND_OF: Readonly<Record<string, string>> = { terms: 'terms', pieces: 'pieces', amount: 'amount', note: 'order' }

/** What was told, as the record by which the atelier's sources say it. */
export const recordOf = ({ by: _, at, of, kind, field, value, also, quantities, sequence, told, id, corrects, retracts, deleted }: Told, place: number): Readonly<Record<string, unknown>> => {
  const [type = '', key = ''] = of.split('/')
  return {
    id: id ?? String(place), at: iso(at), told: iso(told ?? at), ...(sequence === undefined ? {} : { sequence }), key, ...quantities,
    ...Object.fromEntries(Object.entries({ corrects, retracts, deleted }).filter(([, said]) => said !== undefined)),
    kind: kind === 'attribute' ? KIND_OF[field] : type.toLowerCase(),
    ...(kind === 'link' ? { ...targetOf(field, String(value)), ...(also === undefined ? {} : targetOf(field, also)) } : { [FIELD_OF[field] ?? field]: value ?? undefined }),
  }
}

/** By key, or by the identifier that a placeholder's ref names. */
const targetOf = (field: string, target: string): Readonly<Record<string, unknown>> => {
  const identifier = /^[^/]+\/~([^:]+):(.+)$/.exec(target)
  return identifier === null ? { [FIELD_OF[field] ?? field]: target.slice(target.indexOf('/') + 1) } : { [FIELD_OF[String(identifier[1])] ?? '']: identifier[2] }
}

/** The stores taken one step at a time, by hand: what the follower does in its loops. */
export interface Workbench {
  readonly journal: Journal
  readonly driver: Driver
  /** Empties both stores' data. */
  readonly clear: () => Promise<void>
  readonly take: (source: string, records: readonly Readonly<Record<string, unknown>>[], now: Instant) => Promise<{ readonly accepted: number; readonly unchanged: number; readonly rejected: number }>
  /** Takes each thing told in turn, those of one source together as long as it goes on speaking. */
  readonly tell: (told: readonly Told[], now: Instant, ids?: readonly number[]) => Promise<void>
  /** Settles to the end, a window at a time, and shows everything in the graph. A settler may be kept from call to call. */
  readonly settle: (now: Instant, stride: Stride) => Promise<number>
  /** One window at most, which the graph does not show yet. */
  readonly settleOnce: (now: Instant, stride: Stride) => Promise<void>
  /** Forgets what settling holds in memory, as a start of the program does. */
  readonly restart: () => void
  readonly rebuild: (now: Instant, stride: Stride) => Promise<void>
  readonly close: () => Promise<void>
}

export const openWorkbench = async (model: Model): Promise<Workbench> => {
  const servers = await testServers()
  await emptyWorld(servers)
  const journal = openJournal(servers.database.url, () => undefined, 3)
  const driver = openGraph(servers.neo4j)
  const gate = new CommitGate()
  await beginWorld(journal, 'workbench', model)
  await prepareGraph(driver, model)
  let settler: Settler = makeSettler(journal, model)
  const take: Workbench['take'] = async (source, records, now) => {
    const told: Parameters<typeof append>[2][number][] = []
    const rejects: Parameters<typeof append>[3][number][] = []
    const bytes = Readable.from([Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'))])
    for await (const decoded of readSource(model, source, bytes, 'told.jsonl')) {
      if (decoded.ok) told.push({ event: decoded.event, file: 'told.jsonl', line: decoded.line, raw: decoded.raw })
      else rejects.push(decoded.reject)
    }
    const { accepted, unchanged, rejects: all } = await append(journal, sourceNamed(model, source), told, rejects, now)
    return { accepted, unchanged, rejected: all.length }
  }
  const settle: Workbench['settle'] = async (now, stride) => {
    let batches = 0
    while ((await settler.settleNext(now, stride)) !== undefined) batches += 1
    for (const { id, seq, change } of await outboxAfter(journal, 0, 1_000_000)) {
      await applyChange({ driver, model, gate }, JSON.parse(change) as GraphChange, { world: 'workbench', model: model.name, fingerprint: model.fingerprint, seq, batch: id })
      await confirmApplied(journal, id)
    }
    return batches
  }
  const empty = async (): Promise<void> => {
    await emptyGraph(driver)
    settler = makeSettler(journal, model)
  }
  return {
    journal, driver, take, settle,
    settleOnce: async (now, stride) => {
      await settler.settleNext(now, stride)
    },
    restart: () => {
      settler = makeSettler(journal, model)
    },
    clear: async () => {
      const { rows: joined } = await journal.query<{ derivation: string; version: number | null }>('select derivation, version from joined')
      await journal.query(sql('write/forget-derived'))
      // Of what nobody joins by, all that is in force is followed.
      await journal.query('insert into joined (derivation, version, batch) select *, 0 from unnest($1::text[], $2::integer[])', [joined.map((one) => one.derivation), joined.map((one) => one.version)])
      await journal.query('truncate event, reject, freshness, merge, decoding, redecoded, outbox restart identity')
      await journal.query('with confirming as (update confirmed set batch = 0) update progress set settled = 0, emptying = false')
      await empty()
    },
    tell: async (told, now, ids = told.map((_, index) => index)) => {
      let run: { source: string; records: Readonly<Record<string, unknown>>[] } | undefined
      for (const [index, one] of told.entries()) {
        if (run !== undefined && run.source !== one.by) await take(run.source, run.records, now)
        if (run?.source !== one.by) run = { source: one.by, records: [] }
        run.records.push(recordOf(one, ids[index] ?? index))
      }
      if (run !== undefined) await take(run.source, run.records, now)
    },
    rebuild: async (now, stride) => {
      await beginRebuild(journal, model)
      await empty()
      await graphEmptied(journal)
      await settle(now, stride)
    },
    close: async () => {
      await Promise.allSettled([driver.close(), journal.end()])
    },
  }
}
