import type { KeptVerdict } from '../settle/kept-verdict.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { copyRows } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

type Verdicts = ReadonlyMap<Ref, readonly KeptVerdict[]>

const listed = (values: readonly (number | string)[]): string => `{${values.join(',')}}`

/** Keeps what definitions say of the orders just settled; only what changed is written. Cost: two statements. */
export const writeVerdicts = async (client: JournalClient, settled: Verdicts): Promise<void> => {
  const none = [...settled].filter(([, verdicts]) => verdicts.length === 0).map(([order]) => order)
  if (none.length > 0) await client.query(sql('write/verdicts-out', [none]))
  const rows = [...settled].flatMap(([order, verdicts]) => verdicts.map((verdict) => ({ order, ...verdict })))
  if (rows.length === 0) return
  await client.query(sql('write/verdicts-in', [
    rows.map((row) => row.order), rows.map((row) => row.definition), rows.map((row) => row.version), rows.map((row) => row.outcomes), rows.map((row) => listed(row.sinces)),
    rows.map((row) => listed(row.at)), rows.map((row) => listed(row.spans)), rows.map((row) => listed(row.spanSinces)),
  ]))
}

/** The same into a table that holds nothing of them. */
export const copyVerdicts = (client: JournalClient, settled: Verdicts): Promise<void> =>
  copyRows(client, 'verdict (order_ref, definition, version, outcomes, sinces, at, spans, span_sinces)', [...settled].flatMap(([order, verdicts]) => verdicts.map((verdict) => [
    order, verdict.definition, verdict.version, verdict.outcomes, listed(verdict.sinces), listed(verdict.at), listed(verdict.spans), listed(verdict.spanSinces),
  ])))
