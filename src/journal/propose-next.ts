import { Malformed, UNKNOWN, type Compiled, type Scope } from '../expression/expression.ts'
import { coerceAttribute } from '../ingest/coerce-attribute.ts'
import type { Model } from '../model/model.ts'
import type { Translation } from '../model/translation.ts'
import { windowOf, type MeasureWindow } from '../settle/measure-window.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { makeRef, type Ref } from '../vocabulary/ref.ts'
import { APPEND_LOCK } from './append.ts'
import { QUIET_MS } from './measure-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { proposalKey, readMeasures, recordAct, shareOf, type Measure } from './proposals.ts'
import { sql } from './sql.ts'

/** Windows that are judged, and proposals that end, in one transaction; while it lasts nothing else is taken in. */
const MOST_WINDOWS = 200
const MOST_ENDED = 200
/** What changes all the time is judged this long after it was to be. */
const LATEST_MS = 60_000
/** Groups of a window that are judged. */
const MOST_GROUPS = 10_000

/** Who proposes, and who ends what nobody decided on. */
const BY_RULE = 'translation'

interface Due {
  readonly id: number
  readonly translation: string
  readonly window_from: Instant
}
interface Ending {
  readonly ref: Ref
  readonly translation: string
  readonly version: number
}

/** What the condition and the fields of a proposal see. */
export const scopeOf = (measure: Measure, { from, until }: MeasureWindow, now: Instant, timezone: string): Scope => ({
  variables: {
    measure: { count: measure.count, amount: measure.amount, totalCount: measure.totalCount, total: measure.total, share: shareOf(measure) ?? UNKNOWN },
    group: measure.group,
    window: { from, until, over: until <= now },
  },
  timezone,
})

/** Whether the condition holds of a measure; false too where it is not known. */
export const holds = (condition: Compiled, scope: Scope): boolean => {
  try {
    return condition.evaluate(scope) === true
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

/** Fields of a proposal; null where an expression comes to nothing that the field can hold. */
const attributesOf = (model: Model, { proposes: { set } }: Translation, scope: Scope): Readonly<Record<string, Scalar | null>> =>
  Object.fromEntries(set.map(({ attribute, value: expression }) => {
    try {
      const value = expression.evaluate(scope)
      return [attribute.name, value === UNKNOWN ? null : coerceAttribute(value, { type: attribute.type, enums: model.enums, from: expression.type, scope })]
    } catch (error) {
      if (error instanceof Malformed) return [attribute.name, null]
      throw error
    }
  }))

/** Proposes what holds in some windows of a translation and was not proposed before; gives how many. Cost: two statements for all, four for each that is proposed. */
const proposeIn = async (client: JournalClient, model: Model, translation: Translation, windows: readonly Instant[], now: Instant): Promise<number> => {
  const { name, version, measure: { every }, when, expires, proposes } = translation
  const { timezone } = model
  const { measures } = await readMeasures(client, name, { windows, first: MOST_GROUPS * windows.length })
  const holding = measures.flatMap((measure) => {
    const window = windowOf(every, measure.windowFrom, timezone)
    const scope = scopeOf(measure, window, now, timezone)
    return holds(when, scope) ? [{ measure, window, scope, ref: makeRef(proposes.type.name, proposalKey(translation, window, measure.group, timezone)) }] : []
  })
  if (holding.length === 0) return 0
  const before = new Set((await client.query<{ ref: Ref }>(`select ref from proposal_act where act = 'PROPOSED' and ref = any ($1::text[])`, [holding.map(({ ref }) => ref)])).rows.map((row) => row.ref))
  const fresh = holding.filter(({ ref }) => !before.has(ref))
  for (const { measure, window, scope, ref } of fresh) {
    const { rows } = await client.query<{ ref: Ref }>(sql('read/measure-evidence', [name, measure.windowFrom, measure.group, proposes.most]))
    await recordAct(client, {
      translation: name, version, ref, act: 'PROPOSED', actor: BY_RULE, reason: when.text,
      attributes: attributesOf(model, translation, scope), links: rows.map((row) => ({ field: proposes.evidence.field, target: row.ref })),
      begun: { window, measure, condition: when.text, expiresAt: expires === undefined ? undefined : instant(now + expires) },
    }, now)
  }
  return fresh.length
}

/**
 * Judges windows in which something changed, or that ended, and ends proposals that nobody decided on in time, in one transaction; gives how much was done,
 * 0: there was nothing. What is proposed is told as any record is, and settled next. Cost: two statements where nothing is due.
 */
export const proposeNext = (journal: Journal, model: Model, clock: () => Instant): Promise<number> =>
  inTransaction(journal, 'propose what translations say', async (client) => {
    const readDue = async (now: Instant): Promise<readonly Due[]> => (await client.query<Due>(sql('read/measure-due', [now, MOST_WINDOWS, QUIET_MS, LATEST_MS]))).rows
    const readEnding = async (now: Instant): Promise<readonly Ending[]> => (await client.query<Ending>(sql('read/proposals-expiring', [now, MOST_ENDED]))).rows
    const looked = clock()
    if ((await readDue(looked)).length + (await readEnding(looked)).length === 0) return 0
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    // Another gateway may have done the same meanwhile.
    const now = clock()
    const [due, ending] = [await readDue(now), await readEnding(now)]
    for (const [name, those] of Map.groupBy(due, (one) => one.translation)) {
      const translation = model.translations.get(name)
      if (translation !== undefined) await proposeIn(client, model, translation, [...new Set(those.map((one) => one.window_from))], now)
    }
    if (due.length > 0) await client.query(sql('write/measure-due-out', [due.map((one) => one.id)]))
    for (const { ref, translation, version } of ending) await recordAct(client, { translation, version, ref, act: 'EXPIRED', actor: BY_RULE, reason: 'nobody decided in time' }, now)
    return due.length + ending.length
  })
