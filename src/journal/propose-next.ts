import { Malformed, UNKNOWN, type Compiled, type Scope } from '../expression/expression.ts'
import { coerceAttribute } from '../ingest/coerce-attribute.ts'
import type { Model, Translation } from '../model/model.ts'
import { windowOf, type MeasureWindow } from '../settle/measure-window.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { makeRef, type Ref } from '../vocabulary/ref.ts'
import { APPEND_LOCK } from './append.ts'
import { shares } from './infer-anew.ts'
import { keepStatistics } from './keep-statistics.ts'
import { QUIET_MS } from './measure-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { isSettledBy, readProgress } from './progress.ts'
import { after, proposalKey, readMeasures, recordAct, shareOf, sumsOf, type Measure } from './proposals.ts'
import { sql } from './sql.ts'

/** Notes of windows that are looked at, proposals that end, and proposals that are made before it is looked again. */
const MOST_DUE = 200
const MOST_ENDED = 200
const MOST_FOUND = 2_000
/** Proposals that are made or end in one transaction, for which the journal's door is shut. */
const MOST_ADDED = 25
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
    measure: { ...sumsOf(measure), share: shareOf(measure.amount, measure.total) ?? UNKNOWN, groupShare: shareOf(measure.amount, measure.groupTotal) ?? UNKNOWN },
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

/** What is to be proposed. */
interface Candidate {
  readonly translation: Translation
  readonly measure: Measure
  readonly ref: Ref
}

const windowIn = (model: Model, { measure: { every } }: Translation, { windowFrom }: Measure): MeasureWindow => windowOf(every, windowFrom, model.timezone)

/** Of some measures of a window those that hold and were not proposed before, with all that their type requires. Cost: one statement. */
const candidatesOf = async ({ client, model, now }: Judging, translation: Translation, measures: readonly Measure[]): Promise<readonly Candidate[]> => {
  const { when, proposes } = translation
  const isWhole = (scope: Scope): boolean => {
    const fields = attributesOf(model, translation, scope)
    return proposes.set.every(({ attribute }) => !attribute.required || fields[attribute.name] !== null)
  }
  const holding = measures.flatMap((measure): readonly Candidate[] => {
    const window = windowIn(model, translation, measure)
    const scope = scopeOf(measure, window, now, model.timezone)
    return holds(when, scope) && isWhole(scope) ? [{ translation, measure, ref: makeRef(proposes.type.name, proposalKey(translation, window, measure.group, model.timezone)) }] : []
  })
  if (holding.length === 0) return holding
  const before = await proposedAmong(client, holding)
  return holding.filter(({ ref }) => !before.has(ref))
}

const proposedAmong = async (client: JournalClient, among: readonly Candidate[]): Promise<ReadonlySet<Ref>> =>
  new Set((await client.query<{ ref: Ref }>(`select ref from proposal_act where act = 'PROPOSED' and ref = any ($1::text[])`, [among.map(({ ref }) => ref)])).rows.map((row) => row.ref))

/** What is judged at a moment. */
interface Judging {
  readonly client: JournalClient
  readonly model: Model
  readonly now: Instant
}

/** What is found to do: what is to be proposed, the notes that are done with then, and proposals that end. */
interface Found {
  readonly candidates: readonly Candidate[]
  readonly done: readonly number[]
  readonly ending: readonly Ending[]
}

/** Candidates of a window, group by group, until there are so many. Cost: two statements for every thousand groups. */
const judgeWindow = async (judging: Judging, translation: Translation, window: Instant, most: number): Promise<readonly Candidate[]> => {
  const found: Candidate[] = []
  for (let last: Measure | undefined; ;) {
    const page = await readMeasures(judging.client, translation.name, { windows: [window], first: SHARE, ...(last === undefined ? {} : { after: last }) })
    found.push(...await candidatesOf(judging, translation, page.measures))
    last = page.measures.at(-1)
    if (!page.hasNextPage || last === undefined || found.length >= most) return found.slice(0, most)
  }
}

/** Judges windows until enough is found. A note of what no rule measures any more is done with. */
const judge = async (judging: Judging, due: readonly Due[]): Promise<Pick<Found, 'candidates' | 'done'>> => {
  const [candidates, done]: [Candidate[], number[]] = [[], []]
  for (const those of Map.groupBy(due, (one) => JSON.stringify([one.translation, one.window_from])).values()) {
    const [first] = those
    const translation = first && judging.model.translations.get(first.translation)
    if (first !== undefined && translation !== undefined) candidates.push(...await judgeWindow(judging, translation, first.window_from, MOST_FOUND - candidates.length))
    if (candidates.length >= MOST_FOUND) break
    done.push(...those.map(({ id }) => id))
  }
  return { candidates, done }
}

/** Nothing while records wait to be settled: what is measured then is a part of what was told; nor of a world that another model has settled. */
const look = (journal: Journal, model: Model, now: Instant): Promise<Found | undefined> =>
  inTransaction(journal, 'judge what translations measure', async (client) => {
    const { rows: due } = await client.query<Due>(sql('read/measure-due', [now, MOST_DUE, QUIET_MS, LATEST_MS]))
    const { rows: ending } = await client.query<Ending>(sql('read/proposals-expiring', [now, MOST_ENDED]))
    if (due.length + ending.length === 0) return undefined
    const progress = await readProgress(client)
    const [waiting] = (await client.query<{ since: Instant | null }>(sql('read/waiting-since'))).rows
    if (progress === undefined || progress.emptying || !isSettledBy(progress, model) || (waiting?.since ?? now) < now - QUIET_MS) return undefined
    await keepStatistics(client)
    return { ...await judge({ client, model, now }, due), ending }
  })

/** Does something that adds to the journal; while it lasts nothing else is taken in. */
const adding = (journal: Journal, act: (client: JournalClient) => Promise<void>): Promise<void> =>
  inTransaction(journal, 'propose what translations say', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    await act(client)
  })

/** Proposes some of what was found; another gateway may have done the same meanwhile. Cost: one statement, and four for each. */
const propose = (journal: Journal, model: Model, those: readonly Candidate[], clock: () => Instant): Promise<void> => adding(journal, async (client) => {
  const [now, before] = [clock(), await proposedAmong(client, those)]
  for (const { translation, measure, ref } of those.filter((one) => !before.has(one.ref))) {
    const { name, version, when, expires, proposes } = translation
    const window = windowIn(model, translation, measure)
    const { rows } = await client.query<{ ref: Ref }>(sql('read/measure-evidence', [name, measure.windowFrom, measure.group, proposes.most]))
    await recordAct(client, {
      translation: name, version, ref, act: 'PROPOSED', actor: BY_RULE, reason: when.text,
      attributes: attributesOf(model, translation, scopeOf(measure, window, now, model.timezone)), links: rows.map((row) => ({ field: proposes.evidence.field, target: row.ref })),
      begun: { window, measure, condition: when.text, expiresAt: expires === undefined ? undefined : instant(now + expires) },
    }, now)
  }
})

/** Ends some proposals on which nobody has decided, not even meanwhile. */
const end = (journal: Journal, those: readonly Ending[], clock: () => Instant): Promise<void> => adding(journal, async (client) => {
  const now = clock()
  const open = new Set((await client.query<Ending>(sql('read/proposals-expiring', [now, MOST_ENDED]))).rows.map(({ ref }) => ref))
  for (const { ref, translation, version, proposed_at } of those.filter((one) => open.has(one.ref))) await recordAct(client, { translation, version, ref, act: 'EXPIRED', actor: BY_RULE, reason: 'nobody decided in time' }, after(proposed_at, now))
})

/**
 * Judges windows in which something changed, or that ended, and ends proposals that nobody decided on in time; gives how much was done, 0: there was nothing.
 * What is proposed is told as any record is, a few at a time, and settled next. Cost: two statements where nothing is due.
 */
export const proposeNext = async (journal: Journal, model: Model, clock: () => Instant): Promise<number> => {
  const found = await look(journal, model, clock())
  if (found === undefined) return 0
  const { candidates, done, ending } = found
  for (const share of shares(candidates, MOST_ADDED)) await propose(journal, model, share, clock)
  for (const share of shares(ending, MOST_ADDED)) await end(journal, share, clock)
  if (done.length > 0) await inTransaction(journal, 'propose what translations say', (client) => client.query(sql('write/measure-due-out', [done])))
  return candidates.length + ending.length + done.length
}
