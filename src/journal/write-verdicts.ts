import type { KeptVerdict } from '../settle/kept-verdict.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { copyShared, type SharedClient } from './copy-in.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

type Verdicts = ReadonlyMap<Ref, readonly KeptVerdict[]>

/** An array literal of numbers or plain words. */
export const listed = (values: readonly (number | string)[]): string => `{${values.join(',')}}`

/** Keeps what definitions say of the orders just settled; only what changed is written. Cost: two statements. */
export const writeVerdicts = async (client: JournalClient, settled: Verdicts): Promise<void> => {
  const none = [...settled].filter(([, verdicts]) => verdicts.length === 0).map(([order]) => order)
  if (none.length > 0) await client.query(sql('write/verdicts-out', [none]))
  const rows = [...settled].flatMap(([order, verdicts]) => verdicts.map((verdict) => ({ order, ...verdict })))
  if (rows.length === 0) return
  await client.query(sql('write/verdicts-in', [
    rows.map((row) => row.order), rows.map((row) => row.definition), rows.map((row) => row.version), rows.map((row) => row.outcomes), rows.map((row) => listed(row.sinces)),
    rows.map((row) => listed(row.at)), rows.map((row) => listed(row.spans)), rows.map((row) => listed(row.spanSinces)), rows.map((row) => row.disputed),
  ]))
}

/** The same into a table that holds nothing of them. */
export const copyVerdicts = (client: SharedClient, settled: Verdicts): Promise<void> =>
  copyShared(client, 'verdict (order_ref, definition, version, outcomes, sinces, at, spans, span_sinces, disputed)', [...settled].flatMap(([order, verdicts]) => verdicts.map((verdict) => [
    order, verdict.definition, verdict.version, verdict.outcomes, listed(verdict.sinces), listed(verdict.at), listed(verdict.spans), listed(verdict.spanSinces), verdict.disputed,
  ])))

/** Orders of which something else is kept than what follows from their claims, with the version that it is of. Cost: one statement. */
export const verdictsThatDiffer = async (reader: Reader, settled: Verdicts): Promise<readonly { readonly order: Ref; readonly of: string }[]> => {
  const { rows } = await reader.query<{ order_ref: Ref; definition: string; version: number; kept: string; disputed: boolean }>(sql('read/verdicts-of', [[...settled.keys()]]))
  const nameOf = (order: Ref, definition: string, version: number): string => JSON.stringify([order, `${definition} ${version}`])
  const held = new Map(rows.map((row) => [nameOf(row.order_ref, row.definition, row.version), row]))
  const follows = new Map([...settled].flatMap(([order, verdicts]) => verdicts.map(({ definition, version, outcomes, sinces, at, spans, spanSinces, disputed }) =>
    [nameOf(order, definition, version), { kept: [outcomes, listed(sinces), listed(at), listed(spans), listed(spanSinces)].join(' '), disputed }] as const)))
  // One that an earlier release took for disputed is asked the long way, and right.
  const differs = (name: string): boolean => held.get(name)?.kept !== follows.get(name)?.kept || (follows.get(name)?.disputed === true && held.get(name)?.disputed === false)
  return [...new Set([...held.keys(), ...follows.keys()])].filter(differs).map((name) => {
    const [order, of] = JSON.parse(name) as [Ref, string]
    return { order, of }
  })
}
