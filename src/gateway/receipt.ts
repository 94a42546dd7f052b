import type { Logger } from 'pino'
import { Temporal } from 'temporal-polyfill'
import { GraphReader } from '../graph/graph-reader.ts'
import { readApplied } from '../graph/read-applied.ts'
import { problem } from '../problems/problem.ts'
import { within } from '../problems/within.ts'
import { formatInstant, instant, type Instant } from '../vocabulary/instant.ts'
import type { Graph } from '../graph/open-graph.ts'
import { nameOf, type Model } from '../model/model.ts'
import type { JournalReads, JournalStanding } from '../journal/journal-reads.ts'
import type { RequestContext } from './request-context.ts'

export interface Standing extends Partial<JournalStanding> {
  readonly notes: readonly string[]
}

/** No answer waits longer for its receipt; it goes without, and says so. */
const PATIENCE_MS = 5_000

/** How far the graph has come and what the journal knows of its sources: asked beside the question, not counted among its statements. */
export const readStanding = async (driver: Graph, journal: JournalReads, log: Logger): Promise<Standing> => {
  const ends = performance.now() + PATIENCE_MS
  let appliedSeq = 0
  try {
    appliedSeq = await within(PATIENCE_MS, readApplied(new GraphReader(driver), PATIENCE_MS), () => problem('GRAPH_AWAY', { what: 'the receipt' }))
  } catch (error) {
    log.warn({ err: error }, 'the receipt goes without the lag of the graph')
    return { notes: ['GRAPH_AWAY'] }
  }
  try {
    return { ...await within(ends - performance.now(), journal.standing(appliedSeq), () => problem('JOURNAL_AWAY', { what: 'the receipt' })), notes: [] }
  } catch (error) {
    log.warn({ err: error }, 'the receipt goes without freshness')
    return { notes: ['JOURNAL_AWAY'] }
  }
}

/** What came with the answer. A lag of -1 says that it could not be told; `notes` has why. */
export const makeReceipt = (context: RequestContext, standing: Standing): Readonly<Record<string, unknown>> => {
  const { model, gathered, now, reader, visit } = context
  const [moment = { asOf: now, knownAt: now }, ...others] = gathered.moments.values()
  return {
    model: nameOf(model),
    asOf: formatInstant(others.length > 0 ? now : moment.asOf),
    knownAt: formatInstant(others.length > 0 ? now : moment.knownAt),
    definitions: [...gathered.definitions.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version)),
    arbitration: [],
    policies: [],
    freshness: freshnessOf(model, standing, now),
    openConflicts: gathered.unsettled.size,
    masked: 0,
    withheld: 0,
    complete: gathered.complete && standing.notes.length === 0 && !visit.moved,
    statements: reader.sent.length,
    lagMs: standing.lagMs ?? -1,
    notes: [...new Set([...gathered.notes, ...standing.notes, ...(visit.moved ? ['GRAPH_MOVED'] : []), ...(others.length > 0 ? ['AS_OF_SEVERAL'] : [])])].sort(),
  }
}

/** Every source of the model, those that never spoke too. */
const freshnessOf = (model: Model, standing: Standing, now: Instant): readonly unknown[] => {
  const told = new Map(standing.freshness?.map((source) => [source.source, source]))
  return [...model.sources.values()].map(({ name, freshness }) => {
    const last = told.get(name)
    return {
      source: name,
      lastOccurredAt: last?.lastOccurredAt === undefined ? null : formatInstant(last.lastOccurredAt),
      lastRecordedAt: last?.lastRecordedAt === undefined ? null : formatInstant(last.lastRecordedAt),
      objective: freshness ?? null,
      met: freshness === undefined || standing.freshness === undefined ? null : last?.lastRecordedAt !== undefined && now <= latestBy(last.lastRecordedAt, freshness),
    }
  })
}

/** The instant by which the source should have spoken again. */
const latestBy = (last: Instant, objective: string): Instant => {
  const length = LENGTHS.get(objective) ?? lengthOf(Temporal.Duration.from(objective))
  LENGTHS.set(objective, length)
  return length === 'by calendar'
    ? instant(Temporal.Instant.fromEpochMilliseconds(last).toZonedDateTimeISO('UTC').add(Temporal.Duration.from(objective)).epochMilliseconds)
    : instant(last + length)
}

/** The models' objectives in milliseconds; months and years differ. */
const LENGTHS = new Map<string, number | 'by calendar'>()
const lengthOf = (duration: Temporal.Duration): number | 'by calendar' =>
  duration.years === 0 && duration.months === 0 ? duration.total({ unit: 'milliseconds', relativeTo: '1970-01-01' }) : 'by calendar'
