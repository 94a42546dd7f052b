import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settleAnew, tellEvents } from '../../src/import-graph.ts'
import type { JournalClient } from '../../src/journal/open-journal.ts'
import { graphEmptied, lastSeq } from '../../src/journal/rebuild.ts'
import { openWorkbench } from '../journal/workbench.ts'
import { atelier, has, hour } from '../settle/tell.ts'

/** A connection by which something is told, once, as soon as it has read that no more events are there. */
const tellingAtTheEnd = (client: JournalClient, tell: () => Promise<void>): Pick<JournalClient, 'query'> => {
  let isTold = false
  const query = async (asked: Parameters<JournalClient['query']>[0]): Promise<unknown> => {
    const result = await client.query(asked)
    if (!isTold && result.rows.length === 0) {
      isTold = true
      await tell()
    }
    return result
  }
  return { query: query as JournalClient['query'] }
}

test('what is told while the journal is settled anew, after its last event was read, is settled after', async () => {
  const now = hour(50)
  const bench = await openWorkbench(atelier)
  const folder = await mkdtemp(join(tmpdir(), 'osl-meanwhile-'))
  const orders = async (): Promise<readonly string[]> => (await bench.journal.query<{ ref: string }>('select distinct ref from claim order by ref')).rows.map(({ ref }) => ref)
  const settled = async (): Promise<number | undefined> => (await bench.journal.query<{ settled: number }>('select settled from progress')).rows[0]?.settled
  try {
    await bench.tell([has('desk', 0, 'Order/A', 'terms', 'POST')], now)
    const before = await lastSeq(bench.journal)
    const world = { model: atelier, journal: bench.journal, world: 'workbench', clock: () => now, folder, signal: new AbortController().signal, onProgress: () => undefined }
    await settleAnew(world, (client, recorder) => tellEvents(world, tellingAtTheEnd(client, () => bench.tell([has('desk', 1, 'Order/B', 'terms', 'POST')], now, [1])), recorder))
    expect(await orders()).toEqual(['Order/A'])
    expect(await settled()).toBe(before)
    await graphEmptied(bench.journal)
    await bench.settle(now, { events: 7, recorded: 3, examined: 4 })
    expect(await orders()).toEqual(['Order/A', 'Order/B'])
    expect(await settled()).toBe(await lastSeq(bench.journal))
  } finally {
    await bench.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 120_000)
