import { compileNearest } from '../compile/compile-nearest.ts'
import type { NearestPlan } from '../plan/plan-nearest.ts'
import { nearest } from '../problems/nearest.ts'
import { Problem } from '../problems/problem.ts'
import type { GraphReader } from './graph-reader.ts'

/** Candidates a beginning and scheme; enough to meet a slip near the end of a number. */
const CANDIDATES = 50
/** A longer text is nobody's number, and comparing costs its length times theirs. */
const LONGEST = 200

/** Known values nearest to what was asked; empty when nothing is like it. */
export const findNearest = async (reader: GraphReader, asked: string, plan: NearestPlan, timeoutMs?: number): Promise<readonly string[]> => {
  if (plan.lookups.length === 0 || plan.prefixes.length === 0 || asked.length > LONGEST) return []
  const rows = await reader.run(compileNearest(plan, CANDIDATES), timeoutMs)
  return nearest(asked.trim(), new Set(rows.map((row) => String(row.get('value')))))
}

/** A suggestion is not worth more: the refusal that it comes with is the answer. A server just started plans the text for seconds. */
const SUGGESTED_WITHIN_MS = 10_000

/** The same for a refusal, which is said without them where the graph is too busy to find them soon: undefined. */
export const suggestNearest = async (reader: GraphReader, asked: string, plan: NearestPlan, timeoutMs = SUGGESTED_WITHIN_MS): Promise<readonly string[] | undefined> => {
  try {
    return await findNearest(reader, asked, plan, timeoutMs)
  } catch (error) {
    if (error instanceof Problem && error.code === 'QUESTION_TOO_SLOW') return undefined
    throw error
  }
}
