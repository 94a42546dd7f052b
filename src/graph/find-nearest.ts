import { compileNearest } from '../compile/compile-nearest.ts'
import type { NearestPlan } from '../plan/plan-nearest.ts'
import { nearest } from '../problems/nearest.ts'
import type { GraphReader } from './graph-reader.ts'

/** Candidates a beginning and scheme; enough to meet a slip near the end of a number. */
const CANDIDATES = 50
/** A longer text is nobody's number, and comparing costs its length times theirs. */
const LONGEST = 200

/** Known values nearest to what was asked; empty when nothing is like it. */
export const findNearest = async (reader: GraphReader, asked: string, plan: NearestPlan): Promise<readonly string[]> => {
  if (plan.lookups.length === 0 || plan.prefixes.length === 0 || asked.length > LONGEST) return []
  const rows = await reader.run(compileNearest(plan, CANDIDATES))
  return nearest(asked.trim(), new Set(rows.map((row) => String(row.get('value')))))
}
