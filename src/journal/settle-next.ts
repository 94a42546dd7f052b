import type { Model } from '../model/model.ts'
import type { GraphChange } from '../settle/graph-change.ts'
import { sliceChange } from '../settle/slice-change.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { followDefinitions } from './definitions.ts'
import type { ToJoin } from './infer-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { mergeWindow } from './merge-window.ts'
import { isSettledBy, readProgress, worldOfAnotherModel } from './progress.ts'
import { readMerges } from './read-merges.ts'
import { recordWindow, type Stride, type Window } from './record-window.ts'
import { settleWindow } from './settle-window.ts'
import { sql } from './sql.ts'
import { Survivors, type MergeRow } from './survivors.ts'
import { Told } from './told.ts'

export interface Settler {
  /**
   * Settles the next events of the journal, a window of them or one merge of orders, and whatever claim dated ahead has come due; leaves what the graph must change
   * in the outbox, all in one transaction. Undefined when there was nothing to do. Cost: a number of statements that grows with the window in
   * strides and with the depth of belonging in the model; claims of the orders touched are read where they are not kept from earlier windows.
   */
  readonly settleNext: (now: Instant, stride: Stride) => Promise<{ readonly settled: number; readonly events: number } | undefined>
}

/** The next events before the next merge; the merge itself when none are left before it. */
const nextWindow = async (client: JournalClient, model: Model, told: Told, after: number, stride: Stride, now: Instant): Promise<Window> => {
  const window = await recordWindow(client, model, told, after, stride, now)
  if (window.events > 0) return window
  const [ruling] = (await client.query<MergeRow>(sql('read/next-merge', [after]))).rows
  return ruling === undefined ? window : mergeWindow(client, told, ruling, now)
}

/** What has been taken in has come about: the clock may have been read before it was, or by a gateway whose own is behind. */
const notBehind = async (client: JournalClient, now: Instant): Promise<Instant> => instant(Math.max(now, (await client.query<{ taken_at: Instant }>(sql('read/last-taken'))).rows[0]?.taken_at ?? now))

/** Settles one journal; keeps what it read between windows for as long as nobody else settles. */
export const makeSettler = (journal: Journal, model: Model): Settler => {
  const told = new Told(model, new Survivors([]))
  let keptAt = -1
  const settleNext: Settler['settleNext'] = (asked, stride) => inTransaction(journal, 'settle the journal', async (client) => {
    await client.query(sql('write/hold-progress'))
    const now = await notBehind(client, asked)
    const progress = await readProgress(client)
    if (progress === undefined || progress.emptying) return undefined
    // Another gateway has taken the world over under another model.
    if (!isSettledBy(progress, model)) throw worldOfAnotherModel(progress, model)
    await followDefinitions(client, model)
    if (keptAt !== progress.settled) told.beginAnew(new Survivors(await readMerges(client, { upTo: progress.settled })))
    // Until this commits, what is kept may be ahead of the journal.
    keptAt = -1
    const window = await nextWindow(client, model, told, progress.settled, stride, now)
    // A merge is settled alone: what the clock changes waits for the window after it.
    const { rows: due } = window.relinked === undefined ? await client.query<{ ref: Ref }>(sql('write/due-out', [now, stride.events])) : { rows: [] }
    const { rows: toJudge } = window.relinked === undefined ? await client.query<{ ref: Ref }>(sql('write/to-judge-out', [stride.recorded])) : { rows: [] }
    const { rows: toJoin } = window.relinked === undefined ? await client.query<ToJoin>(sql('write/to-join-out', [stride.recorded])) : { rows: [] }
    if (window.to === progress.settled && due.length === 0 && toJudge.length === 0 && toJoin.length === 0) {
      keptAt = progress.settled
      // Approved where there is no order, or the last of them was settled by an earlier window.
      await client.query(sql('write/judged-all'))
      await client.query(sql('write/joined-all'))
      return undefined
    }
    const put = async (slice: GraphChange, seq: number): Promise<void> => {
      await client.query(sql('write/outbox-in', [seq, JSON.stringify(slice), now]))
    }
    const sendAhead = (slice: GraphChange): Promise<void> => put({ ...slice, more: true }, progress.settled)
    const change = await settleWindow(client, model, told, { window, due: [...due, ...toJudge].map((row) => told.survivors.of(row.ref)), toJoin, settledBefore: progress.settled, stride, now, sendAhead })
    const slices = sliceChange(change)
    // The graph shows the window only when it holds the last of its slices.
    for (const [index, slice] of slices.entries()) await (index === slices.length - 1 ? put(slice, window.to) : sendAhead(slice))
    await client.query(sql('write/settled', [window.to]))
    await client.query(sql('write/judged-all'))
    await client.query(sql('write/joined-all'))
    return { settled: window.to, events: window.events }
  })
  return {
    settleNext: async (now, stride) => {
      const done = await settleNext(now, stride)
      if (done !== undefined) keptAt = done.settled
      return done
    },
  }
}
