import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginWorld } from '../../src/journal/begin-world.ts'
import { keepStatistics } from '../../src/journal/keep-statistics.ts'
import { inTransaction, type JournalClient } from '../../src/journal/open-journal.ts'
import { confirmApplied } from '../../src/journal/outbox.ts'
import { sql } from '../../src/journal/sql.ts'
import { atelier } from '../settle/tell.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

let bench: Workbench

beforeAll(async () => {
  bench = await openWorkbench(atelier)
})
afterAll(async () => bench?.close())

const CLAIMS = 60_000
const refs = Array.from({ length: 700 }, (_, index) => `Order/${index * 80}`)
const placeholders = refs.map((_, index) => `Piece/~mark:${index * 80 + (index % 2) * 2}`)

/** Claims enough that to read them all is dear: each about something of its own, half of them links by an identifier, at one end or the other. */
const fill = (client: JournalClient): Promise<unknown> => client.query(`
  insert into claim (seq, n, ref, named, kind, field, value, target, stated, source, occurred_at, recorded_at)
  select g, 0, case g % 4 when 2 then mark else 'Order/' || g end, case g % 4 when 2 then mark end, case g % 2 when 0 then 'link' else 'attribute' end, 'Order.pieces', null, target, target, 'desk', 0, 0
  from generate_series(1, ${CLAIMS}) g, lateral (select 'Piece/~mark:' || g as mark) marked, lateral (select case g % 4 when 0 then mark when 2 then 'Order/' || g end as target) aimed`)

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Plan[]
}

/** How a statement reads the table of claims: one line a place in its plan, `whole` where it has no condition on an index. */
const readings = async (client: JournalClient, name: string, values: readonly unknown[]): Promise<readonly string[]> => {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>(`explain (format json) ${sql(name).text}`, [...values])
  const visit = (plan: Plan): readonly string[] => [
    ...(plan['Relation Name'] === 'claim' && plan['Node Type'].includes('Scan') && plan['Node Type'] !== 'Bitmap Heap Scan' ? [plan['Index Cond'] === undefined ? `whole by ${plan['Index Name'] ?? plan['Node Type']}` : plan['Index Name'] ?? ''] : []),
    ...(plan['Node Type'] === 'Bitmap Index Scan' ? [plan['Index Cond'] === undefined ? `whole by ${plan['Index Name']}` : plan['Index Name'] ?? ''] : []),
    ...(plan.Plans ?? []).flatMap(visit),
  ]
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan: plan }) => visit(plan)))
}

const all = async (client: JournalClient): Promise<Readonly<Record<string, readonly string[]>>> => ({
  'read/claims-about': await readings(client, 'read/claims-about', [refs, null]),
  'read/links-of': await readings(client, 'read/links-of', [placeholders, ['Order.pieces', 'Order.other']]),
  'write/void-claims': await readings(client, 'write/void-claims', [refs.map((_, index) => index * 80), refs.map(() => '{[1,)}')]),
  'write/identifiers-anew': await readings(client, 'write/identifiers-anew', [refs.map(() => 'Order'), refs.map(() => 'mark'), refs, refs, refs.map(() => 'desk')]),
  'read/events-of': await readings(client, 'read/events-of', [refs, 0, 1000]),
  'write/retarget-links': await readings(client, 'write/retarget-links', [placeholders, refs]),
})
const BY_INDEX = { 'read/claims-about': ['claim_by_ref'], 'read/links-of': ['claim_by_target'], 'write/void-claims': ['claim_pkey', 'claim_pkey'], 'write/identifiers-anew': ['claim_by_ref'], 'read/events-of': ['claim_by_ref'], 'write/retarget-links': ['claim_by_placeholder', 'claim_by_named', 'claim_pkey'] }

/** What was written is taken back. */
const inVain = (work: (client: JournalClient) => Promise<void>): Promise<void> => inTransaction(bench.journal, 'try statements', async (client) => {
  await work(client)
  await client.query('truncate claim')
})

describe('the statements of settling', () => {
  test('find claims by an index while one transaction fills the table', () => inVain(async (client) => {
    await fill(client)
    await keepStatistics(client)
    expect(await all(client)).toEqual(BY_INDEX)
  }))

  test('do so where PostgreSQL had written down that the table is empty', async () => {
    await bench.journal.query('truncate claim')
    await inVain(async (client) => {
      await fill(client)
      // What autovacuum does beside a long transaction, whose rows it does not see.
      await client.query("update pg_class set reltuples = 0, relpages = pg_relation_size(oid) / current_setting('block_size')::integer where oid = 'claim'::regclass")
      expect(Object.values(await all(client)).flat().some((reading) => reading.startsWith('whole'))).toBe(true)
      await keepStatistics(client)
      expect(await all(client)).toEqual(BY_INDEX)
    })
  })

  test('look at a table again only when it has doubled', () => inVain(async (client) => {
    const known = async (): Promise<unknown> => (await client.query("select reltuples from pg_class where oid = 'claim'::regclass")).rows[0]
    await fill(client)
    await keepStatistics(client)
    expect(await known()).toEqual({ reltuples: CLAIMS })
    await client.query("insert into claim (seq, n, ref, kind, field, source, occurred_at, recorded_at) values (99999999, 0, 'Order/x', 'attribute', 'Order.terms', 'desk', 0, 0)")
    await keepStatistics(client)
    expect(await known()).toEqual({ reltuples: CLAIMS })
  }))

  test('let what the graph holds be confirmed, and another gateway start, while a window is being settled', () => inTransaction(bench.journal, 'hold', async (client) => {
    await client.query(sql('write/hold-progress'))
    await confirmApplied(bench.journal, 7)
    expect((await beginWorld(bench.journal, 'another', atelier)).applied).toBe(7)
  }))
})
