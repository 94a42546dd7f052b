import { compileApplied } from '../compile/compile-applied.ts'
import type { Applied } from '../vocabulary/applied.ts'
import type { GraphReader } from './graph-reader.ts'

/** How far the graph shows the journal; nowhere for one that shows nothing yet. */
export const readApplied = async (reader: GraphReader, timeoutMs?: number): Promise<Applied> => {
  const [row] = await reader.run(compileApplied(), timeoutMs)
  return { seq: Number(row?.get('seq') ?? 0), batch: Number(row?.get('batch') ?? 0), isPartial: row?.get('more') === true }
}
