import { Malformed, UNKNOWN, type Compiled, type Scope } from '../expression/expression.ts'
import { coerceAttribute } from '../ingest/coerce-attribute.ts'
import type { Model, Translation } from '../model/model.ts'
import { windowOf, type MeasureWindow } from '../settle/measure-window.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { makeRef, type Ref } from '../vocabulary/ref.ts'
import { APPEND_LOCK } from './append.ts'
import { QUIET_MS } from './measure-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { isSettledBy, readProgress } from './progress.ts'
import { after, proposalKey, readMeasures, recordAct, shareOf, type Measure } from './proposals.ts'
import { sql } from './sql.ts'

/** Notes of windows that are looked at, proposals that end, and proposals that are made in one transaction; while it lasts nothing else is taken in. */
const MOST_DUE = 200
const MOST_ENDED = 200
const MOST_PROPOSED = 200
/** Measures of a window that are held at a time. */
const SHARE = 1_000
/** What changes all the time is judged this long after it was to be. */
const LATEST_MS = 60_000

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
  readonly proposed_at: Instant
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

/** What a window is judged with. */
interface Judging {
  readonly client: JournalClient
  readonly model: Model
  readonly translation: Translation
  readonly now: Instant
}

/** Proposes what holds of some measures of a window and was not proposed before, at most so many; gives how many. Cost: one statement for all, four for each that is proposed. */
const proposeOf = async ({ client, model, translation, now }: Judging, measures: readonly Measure[], most: number): Promise<number> => {
  const { name, version, measure: { every }, when, expires, proposes } = translation
  const { timezone } = model
  const holding = measures.flatMap((measure) => {
    const window = windowOf(every, measure.windowFrom, timezone)
    const scope = scopeOf(measure, window, now, timezone)
    return holds(when, scope) ? [{ measure, window, scope, ref: makeRef(proposes.type.name, proposalKey(translation, window, measure.group, timezone)) }] : []
  })
  if (holding.length === 0) return 0
  const before = new Set((await client.query<{ ref: Ref }>(`select ref from proposal_act where act = 'PROPOSED' and ref = any ($1::text[])`, [holding.map(({ ref }) => ref)])).rows.map((row) => row.ref))
  const fresh = holding.filter(({ ref }) => !before.has(ref)).slice(0, most)
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

/** Judges a window, group by group; gives how many were proposed, of at most so many: with as many it may not be through. Cost: two statements for every thousand groups. */
const judgeWindow = async (judging: Judging, window: Instant, most: number): Promise<number> => {
  let proposed = 0
  for (let last: Measure | undefined; ;) {
    const page = await readMeasures(judging.client, judging.translation.name, { windows: [window], first: SHARE, ...(last === undefined ? {} : { after: last }) })
    proposed += await proposeOf(judging, page.measures, most - proposed)
    last = page.measures.at(-1)
    if (!page.hasNextPage || last === undefined || proposed >= most) return proposed
  }
}

/** Judges windows until enough was proposed; gives the notes that are done with. What nobody's rule measures any more is. */
const judge = async (client: JournalClient, model: Model, due: readonly Due[], now: Instant): Promise<readonly number[]> => {
  const done: number[] = []
  let left = MOST_PROPOSED
  for (const those of Map.groupBy(due, (one) => JSON.stringify([one.translation, one.window_from])).values()) {
    const [{ translation: name, window_from: window } = { translation: '', window_from: now }] = those
    const translation = model.translations.get(name)
    if (translation !== undefined) left -= await judgeWindow({ client, model, translation, now }, window, left)
    if (left <= 0) break
    done.push(...those.map(({ id }) => id))
  }
  return done
}

/**
 * Judges windows in which something changed, or that ended, and ends proposals that nobody decided on in time, in one transaction; gives how much was done,
 * 0: there was nothing. Nothing is judged while records wait to be settled: what is measured then is a part of what was told. What is proposed is told as any
 * record is, and settled next. Cost: three statements where nothing is due.
 */
export const proposeNext = (journal: Journal, model: Model, clock: () => Instant): Promise<number> =>
  inTransaction(journal, 'propose what translations say', async (client) => {
    const readDue = async (now: Instant): Promise<readonly Due[]> => (await client.query<Due>(sql('read/measure-due', [now, MOST_DUE, QUIET_MS, LATEST_MS]))).rows
    const readEnding = async (now: Instant): Promise<readonly Ending[]> => (await client.query<Ending>(sql('read/proposals-expiring', [now, MOST_ENDED]))).rows
    const looked = clock()
    if ((await readDue(looked)).length + (await readEnding(looked)).length === 0) return 0
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const progress = await readProgress(client)
    const now = clock()
    const [waiting] = (await client.query<{ since: Instant | null }>(sql('read/waiting-since'))).rows
    if (progress === undefined || progress.emptying || !isSettledBy(progress, model) || (waiting?.since ?? now) < now - QUIET_MS) return 0
    // Another gateway may have done the same meanwhile.
    const [due, ending] = [await readDue(now), await readEnding(now)]
    const done = await judge(client, model, due, now)
    if (done.length > 0) await client.query(sql('write/measure-due-out', [done]))
    for (const { ref, translation, version, proposed_at } of ending) await recordAct(client, { translation, version, ref, act: 'EXPIRED', actor: BY_RULE, reason: 'nobody decided in time' }, after(proposed_at, now))
    return due.length + ending.length
  })
