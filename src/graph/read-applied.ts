import { compileApplied } from '../compile/compile-applied.ts'
import type { GraphReader } from './graph-reader.ts'

/** The place in the journal up to which the graph shows it; 0 for a graph that shows nothing yet. */
export const readApplied = async (reader: GraphReader, timeoutMs?: number): Promise<number> => Number((await reader.run(compileApplied(), timeoutMs))[0]?.get('seq') ?? 0)
