import { Temporal } from 'temporal-polyfill'
import { GraphReader } from '../graph/graph-reader.ts'
import { readApplied } from '../graph/read-applied.ts'
import { problem } from '../problems/problem.ts'
import { within } from '../problems/within.ts'
import { rulesUnderWay } from '../model/rule-versions.ts'
import { formatInstant, instant, type Instant } from '../vocabulary/instant.ts'
import { rulesInForce } from '../model/arbitration.ts'
import { nameOf, type Model } from '../model/model.ts'
import { SHAPE } from '../journal/progress.ts'
import type { JournalReads, JournalStanding } from '../journal/journal-reads.ts'
import type { Applied } from '../vocabulary/applied.ts'
import type { SourceGap } from '../vocabulary/recall.ts'
import type { GatewayOptions } from './gateway-options.ts'
import type { RequestContext } from './request-context.ts'

export interface Standing extends Partial<JournalStanding> {
  readonly notes: readonly string[]
  readonly applied?: Applied
  /** Where among the commits of this program the graph was read; undefined: amid one. */
  readonly commits?: number | undefined
}

/** No answer waits longer for its receipt; it goes without, and says so. */
const PATIENCE_MS = 5_000

/** How far the graph has come and what the journal knows of its sources: asked beside the question, not counted among its statements. */
export const readStanding = async ({ driver, journalReads: journal, gate, log }: Pick<GatewayOptions, 'driver' | 'journalReads' | 'gate' | 'log'>): Promise<Standing> => {
  const ends = performance.now() + PATIENCE_MS
  const before = gate.place
  let applied: Applied
  try {
    applied = await within(PATIENCE_MS, readApplied(new GraphReader(driver), PATIENCE_MS), () => problem('GRAPH_AWAY', { what: 'the receipt' }))
  } catch (error) {
    log.warn({ err: error }, 'the receipt goes without the lag of the graph')
    return { notes: ['GRAPH_AWAY'] }
  }
  const commits = before === gate.place ? before : undefined
  try {
    return { ...await within(ends - performance.now(), journal.standing(applied), () => problem('JOURNAL_AWAY', { what: 'the receipt' })), applied, commits, notes: [] }
  } catch (error) {
    log.warn({ err: error }, 'the receipt goes without freshness')
    return { notes: ['JOURNAL_AWAY'] }
  }
}

/** The place in the journal by which the same answer can be given again; null where what was read was no one state of it. */
export const placeOf = async ({ gathered, visit, repeated, model }: RequestContext, journal: Pick<JournalReads, 'standing'>, { applied, commits, isEven }: Standing): Promise<number | null> => {
  if (repeated !== undefined) return repeated.receipt.place
  // While what sources disagree about comes to be decided otherwise, what is answered is no one state of it.
  if (rulesUnderWay(model.arbitration).length > 0 || gathered.unrepeatable || visit.moved || applied === undefined || isEven !== true || (visit.place !== undefined && visit.place !== commits)) return null
  // What was settled meanwhile may be in what the journal told.
  const isStill = !gathered.journalAsked || await within(PATIENCE_MS, journal.standing(applied), () => problem('JOURNAL_AWAY', { what: 'the receipt' })).then((standing) => standing.isEven, () => false)
  return isStill ? applied.seq : null
}

/** What came with the answer. A lag of -1 says that it could not be told; `notes` has why. */
export const makeReceipt = (context: RequestContext, standing: Standing, place: number | null): Readonly<Record<string, unknown>> => {
  const { model, gathered, now, reader, visit, repeated, journalName } = context
  const [moment = { asOf: now, knownAt: now }, ...others] = gathered.moments.values()
  return {
    model: nameOf(model),
    shape: SHAPE,
    journal: journalName,
    redecoded: repeated?.receipt.redecoded ?? standing.redecoded ?? 0,
    place,
    rejects: repeated === undefined ? gathered.rejects ?? null : repeated.receipt.rejects,
    rulings: model.definitions.place,
    underWay: [...model.definitions.values()].flatMap(({ versions }) => versions.flatMap(({ definition, version, judging }) => (judging === 'UNDER_WAY' ? [`${definition} ${version}`] : []))),
    askedAt: formatInstant(now),
    asOf: formatInstant(others.length > 0 ? now : moment.asOf),
    knownAt: formatInstant(others.length > 0 ? now : moment.knownAt),
    definitions: [...gathered.definitions.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version)),
    derivations: [...gathered.derivations.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version)),
    arbitration: rulesInForce(model).map(({ name, version }) => ({ name, version })),
    policies: [],
    freshness: repeated?.receipt.freshness ?? freshnessOf(model, standing, now),
    openConflicts: gathered.unsettled.size,
    masked: 0,
    withheld: 0,
    complete: gathered.complete && standing.notes.length === 0 && !visit.moved,
    statements: reader.sent.length,
    lagMs: repeated?.receipt.lagMs ?? standing.lagMs ?? -1,
    notes: [...new Set([...gathered.notes, ...standing.notes, ...(rulesUnderWay(model.arbitration).length > 0 ? ['ARBITRATION_UNDER_WAY'] : []), ...(visit.moved ? ['GRAPH_MOVED'] : []), ...(others.length > 0 ? ['AS_OF_SEVERAL'] : [])])].sort(),
  }
}

/** Sources that should have spoken again by now, or never have. */
export const overdueSources = (model: Model, { freshness }: Pick<Standing, 'freshness'>, now: Instant): readonly SourceGap[] => {
  const told = new Map(freshness?.map(({ source, lastRecordedAt }) => [source, lastRecordedAt]))
  return [...model.sources.values()].flatMap(({ name, freshness: objective }) => {
    const last = told.get(name)
    if (objective === undefined || (last !== undefined && now <= latestBy(last, objective))) return []
    return [{ source: name, objective, ...(last === undefined ? {} : { lastRecordedAt: last }) }]
  })
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
