import { hash } from 'node:crypto'
import type { ProposalState } from '../model/translation.ts'
import { invariant } from '../problems/invariant.ts'
import { problem } from '../problems/problem.ts'
import type { LinkStatement, Scalar, Statement } from '../vocabulary/event.ts'
import { windowName } from '../settle/measure-window.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { APPEND_LOCK } from './append.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'
import type { Translation } from '../model/model.ts'

/** What was added up of one group in one window. */
export interface Measure {
  readonly windowFrom: Instant
  /** '' where all are one group. */
  readonly group: string
  /** Entities that match, and what they add up to. */
  readonly count: number
  readonly amount: number
  /** Of all that are counted in the group, whether they match or not. */
  readonly groupCount: number
  readonly groupTotal: number
  /** Of all that are counted in the window, whatever their group. */
  readonly totalCount: number
  readonly total: number
}

/** One amount of another; unknown where that is nothing. */
export const shareOf = (amount: number, total: number): number | undefined => (total === 0 ? undefined : amount / total)

/** A measure's numbers, as proposals keep them. */
export type Sums = Omit<Measure, 'windowFrom' | 'group'>
export const sumsOf = ({ count, amount, groupCount, groupTotal, totalCount, total }: Measure): Sums => ({ count, amount, groupCount, groupTotal, totalCount, total })

/** A proposal as it stands, with what it was founded on when it was made. */
export interface Proposal {
  /** Its place among the acts on proposals. */
  readonly place: number
  readonly translation: string
  /** Of the translation. */
  readonly version: number
  readonly ref: Ref
  readonly stage: ProposalState
  readonly proposedAt: Instant
  readonly window: { readonly from: Instant; readonly until: Instant }
  readonly measure: Measure
  /** In CEL, as it was. */
  readonly condition: string
  /** Entities that it is linked to. */
  readonly evidence: number
  readonly expiresAt: Instant | undefined
  /** Who decided, when and why; undefined while nobody has. */
  readonly decision: { readonly actor: string; readonly reason: string; readonly at: Instant } | undefined
}

/** What statements tell of a proposal as it was made. */
export interface ProposedRow {
  readonly place: number
  readonly translation: string
  readonly version: number
  readonly ref: Ref
  readonly window_from: Instant
  readonly window_until: Instant
  readonly group_key: string
  readonly measure: Sums
  readonly condition: string
  readonly expires_at: Instant | null
}
interface ProposalRow extends ProposedRow {
  readonly stage: ProposalState
  readonly reason: string | null
  readonly actor: string | null
  readonly proposed_at: Instant
  readonly decided_at: Instant | null
  readonly evidence: number
}

const proposalOf = (row: ProposalRow): Proposal => ({
  place: row.place, translation: row.translation, version: row.version, ref: row.ref, stage: row.stage, proposedAt: row.proposed_at,
  window: { from: row.window_from, until: row.window_until }, measure: { ...row.measure, windowFrom: row.window_from, group: row.group_key }, condition: row.condition, evidence: row.evidence, expiresAt: row.expires_at ?? undefined,
  decision: row.actor === null || row.reason === null || row.decided_at === null ? undefined : { actor: row.actor, reason: row.reason, at: row.decided_at },
})

export interface ProposalsAsked {
  readonly translation?: string
  readonly stage?: ProposalState
  readonly first: number
  /** The place after which to go on, downwards. */
  readonly after?: number
  readonly count: boolean
}
export interface ProposalPage {
  readonly proposals: readonly Proposal[]
  readonly hasNextPage: boolean
  readonly total?: number
}

/** Latest first. Cost: one statement, two where they are counted. */
export const readProposals = async (reader: Reader, { translation, stage, first, after, count }: ProposalsAsked): Promise<ProposalPage> => {
  const { rows } = await reader.query<ProposalRow>(sql('read/proposals', [translation ?? null, stage ?? null, null, after ?? null, first + 1]))
  const page = { proposals: rows.slice(0, first).map(proposalOf), hasNextPage: rows.length > first }
  if (!count) return page
  return { ...page, total: (await reader.query<{ total: number }>(sql('read/proposals-count', [translation ?? null, stage ?? null]))).rows[0]?.total ?? 0 }
}

/** In the order asked. Cost: one statement. */
export const readProposalsByRef = async (reader: Reader, refs: readonly Ref[]): Promise<readonly (Proposal | undefined)[]> => {
  const { rows } = await reader.query<ProposalRow>(sql('read/proposals', [null, null, refs, null, refs.length]))
  const found = new Map(rows.map((row) => [row.ref, proposalOf(row)]))
  return refs.map((ref) => found.get(ref))
}

export interface MeasuresAsked {
  /** Beginnings of windows; absent: all. */
  readonly windows?: readonly Instant[]
  readonly first: number
  readonly after?: { readonly windowFrom: Instant; readonly group: string }
}
export interface MeasurePage {
  readonly measures: readonly Measure[]
  readonly hasNextPage: boolean
}

/** The latest window first, in it by group. Cost: what was measured in the windows asked for. */
export const readMeasures = async (reader: Reader, translation: string, { windows, first, after }: MeasuresAsked): Promise<MeasurePage> => {
  const { rows } = await reader.query<Omit<MeasureRow, 'translation'>>(sql('read/measures', [translation, windows ?? null, after?.windowFrom ?? null, after?.group ?? null, first + 1]))
  return { measures: rows.slice(0, first).map(measureOf), hasNextPage: rows.length > first }
}

export interface MeasureKey {
  readonly translation: string
  readonly windowFrom: Instant
  readonly group: string
}
interface MeasureRow {
  readonly translation: string
  readonly window_from: Instant
  readonly group_key: string
  readonly count: number
  readonly amount: number
  readonly group_count: number
  readonly group_total: number
  readonly total_count: number
  readonly total: number
}

/** In the order asked; undefined where nothing is measured in the window. Cost: one statement. */
export const readMeasuresAt = async (reader: Reader, keys: readonly MeasureKey[]): Promise<readonly (Measure | undefined)[]> => {
  const { rows } = await reader.query<MeasureRow>(sql('read/measures-at', [keys.map((key) => key.translation), keys.map((key) => key.windowFrom), keys.map((key) => key.group)]))
  const found = new Map(rows.map((row) => [JSON.stringify([row.translation, row.window_from, row.group_key]), measureOf(row)]))
  return keys.map((key) => found.get(JSON.stringify([key.translation, key.windowFrom, key.group])))
}

const measureOf = (row: Omit<MeasureRow, 'translation'>): Measure => ({ windowFrom: row.window_from, group: row.group_key, count: row.count, amount: row.amount, groupCount: row.group_count, groupTotal: row.group_total, totalCount: row.total_count, total: row.total })

/** Something that is said of a proposal, by the source that is named as its translation. */
interface Act {
  readonly translation: string
  readonly version: number
  readonly ref: Ref
  readonly act: ProposalState
  readonly actor: string
  readonly reason: string
  readonly attributes?: Readonly<Record<string, Scalar | null>>
  readonly links?: readonly LinkStatement[]
  readonly begun?: Pick<Proposal, 'window' | 'measure' | 'condition' | 'expiresAt'>
}

/** How the events of a translation come about, as sources' decodings are kept: changed, it is another. */
const decodingIdOf = async (client: JournalClient, { translation, version }: Act): Promise<number> => {
  const text = JSON.stringify({ 'translation version': String(version) })
  const [row] = (await client.query<{ id: number }>(sql('write/decoding', [translation, hash('sha256', text, 'hex').slice(0, 16), text]))).rows
  invariant(row !== undefined, 'decodingIdOf', 'the row just written is not there')
  return row.id
}

/** What becomes of a proposal is no earlier than it, whatever clocks say; of one instant it comes after by its sequence. */
export const after = (proposedAt: Instant, now: Instant): Instant => instant(Math.max(now, proposedAt))

/** Writes an act down with the event that tells of it; whoever calls holds APPEND_LOCK. Gives the event's place. Cost: three statements. */
export const recordAct = async (client: JournalClient, act: Act, now: Instant): Promise<number> => {
  const { translation, version, ref, act: local, actor, reason, attributes = {}, links = [], begun } = act
  const statement: Statement = { ref, identifiers: [], attributes, local, links }
  const body = JSON.stringify([statement])
  const eventId = `${ref} ${local}`
  const { rows } = await client.query<{ seq: number }>(sql('write/append-events', [translation, eventId, hash('sha256', body, 'hex'), [now], [now], [begun === undefined ? '1' : '0'], [null], [null], [false], body, now, await decodingIdOf(client, act)]))
  const [event] = rows
  invariant(event !== undefined, 'recordAct', `${eventId} was told before`)
  const { measure } = begun ?? {}
  await client.query(sql('write/proposal-act', [
    translation, version, ref, local, actor, reason, now, begun?.window.from ?? null, begun?.window.until ?? null, measure?.group ?? null,
    measure === undefined ? null : JSON.stringify(sumsOf(measure)), begun?.condition ?? null, begun === undefined ? null : links.length, begun?.expiresAt ?? null,
  ]))
  return event.seq
}

/** Accepts or rejects a proposal; gives the place of the event. PROPOSAL_UNKNOWN, PROPOSAL_DECIDED. */
export const decideProposal = (journal: Journal, ref: Ref, act: 'ACCEPTED' | 'REJECTED', grounds: { readonly actor: string; readonly reason: string }, clock: () => Instant): Promise<{ readonly seq: number; readonly proposal: Proposal }> =>
  inTransaction(journal, 'decide on a proposal', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const now = clock()
    const read = async (): Promise<Proposal | undefined> => (await readProposalsByRef(client, [ref]))[0]
    const found = await read()
    if (found === undefined) throw problem('PROPOSAL_UNKNOWN', { ref })
    const isOver = found.stage === 'PROPOSED' && found.expiresAt !== undefined && found.expiresAt <= now
    if (found.stage !== 'PROPOSED' || isOver) throw problem('PROPOSAL_DECIDED', { ref, stage: isOver ? 'EXPIRED' : found.stage })
    const seq = await recordAct(client, { translation: found.translation, version: found.version, ref, act, ...grounds }, after(found.proposedAt, now))
    return { seq, proposal: await read() ?? found }
  })

/** The key of a proposal: one for each translation, window and group, whatever is measured later. */
export const proposalKey = ({ name, measure: { every } }: Translation, { from }: Proposal['window'], group: string, timezone: string): string =>
  [name, windowName(every, from, timezone), ...(group === '' ? [] : [group])].join(':')
