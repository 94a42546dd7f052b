import { hash } from 'node:crypto'
import type { ProposalState } from '../model/translation.ts'
import type { Statement } from '../vocabulary/event.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { inTransaction, type Journal } from './open-journal.ts'
import { shareOf, type ProposedRow } from './proposals.ts'
import { sql } from './sql.ts'

interface ActRow extends ProposedRow {
  readonly act: ProposalState
  readonly actor: string
  readonly reason: string
  readonly recorded_at: Instant
  readonly body: string
}

/** An act on a proposal as others are told of it: a CloudEvent 1.0 in JSON. */
export interface PublishedAct {
  readonly specversion: '1.0'
  /** Unique in the source. */
  readonly id: string
  readonly source: string
  /** `osl.proposal.proposed`, `.accepted`, `.rejected` or `.expired`. */
  readonly type: string
  readonly time: string
  /** Ref of the proposal. */
  readonly subject: string
  readonly datacontenttype: 'application/json'
  readonly data: Readonly<Record<string, unknown>>
}

/** The same when an act is sent again, also after a restore; of two acts, whatever their places, never. */
const idOf = ({ ref, act, recorded_at }: ActRow): string => hash('sha256', JSON.stringify([ref, act, recorded_at]), 'hex').slice(0, 32)

const publishedOf = (model: string, row: ActRow): PublishedAct => {
  const [statement] = JSON.parse(row.body) as readonly Statement[]
  return {
    specversion: '1.0', id: idOf(row), source: `/osl/${model}/proposals`, type: `osl.proposal.${row.act.toLowerCase()}`, time: formatInstant(row.recorded_at), subject: row.ref, datacontenttype: 'application/json',
    data: {
      translation: row.translation, version: row.version, proposal: row.ref, stage: row.act, actor: row.actor, reason: row.reason,
      window: { from: formatInstant(row.window_from), until: formatInstant(row.window_until) }, group: row.group_key === '' ? null : row.group_key,
      measure: { ...row.measure, share: shareOf(row.measure.amount, row.measure.total) ?? null }, condition: row.condition, expiresAt: row.expires_at === null ? null : formatInstant(row.expires_at),
      fields: statement?.attributes ?? {}, evidence: (statement?.links ?? []).map(({ target }) => target),
    },
  }
}

/**
 * Has the next act on a proposal sent to an endpoint, in the order in which they came about, and notes that it was; false when there is none, or another gateway is
 * at it. What `send` throws leaves it to be sent again: an act may come twice, and none is lost.
 */
export const publishNext = (journal: Journal, model: string, endpoint: string, send: (act: PublishedAct) => Promise<void>): Promise<boolean> =>
  inTransaction(journal, 'publish a proposal', async (client) => {
    await client.query('insert into published (endpoint, place) select $1, 0 where not exists (select from published where endpoint = $1) on conflict do nothing', [endpoint])
    const [held] = (await client.query<{ place: number }>(sql('write/hold-published', [endpoint]))).rows
    const [next] = held === undefined ? [] : (await client.query<ActRow>(sql('read/unpublished', [held.place]))).rows
    if (next === undefined) return false
    await send(publishedOf(model, next))
    await client.query(sql('write/published', [endpoint, next.place]))
    return true
  })
