import { foldSpelling } from '../model/build-states.ts'
import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Journal } from './open-journal.ts'
import { sql } from './sql.ts'

/** A word for a state that a source uses and its vocabulary does not have. */
export interface UnknownSpelling {
  readonly source: string
  readonly type: string
  /** As most of the records have it, without outer blanks; case does not count. */
  readonly spelling: string
  /** Records that were not taken for it. */
  readonly count: number
  readonly firstAt: Instant
  readonly lastAt: Instant
  /** Local states whose name or spellings are like it, nearest first. */
  readonly nearest: readonly string[]
}

interface Row {
  readonly source: string
  readonly type: string
  readonly spelling: string
  readonly count: number
  readonly first_at: number
  readonly last_at: number
}

/** Different spellings that one list goes through, the commonest. */
const MOST_SPELLINGS = 10_000

const nearestStates = (model: Model, type: string, spelling: string): readonly string[] => {
  const spellings = model.types.get(type)?.states?.spellings ?? new Map<string, string>()
  return [...new Set(nearest(spelling, spellings.keys(), 6).flatMap((known) => spellings.get(known) ?? []))].slice(0, 3)
}

/** Spellings that the model does not know today, the commonest first. Cost: a statement that reads the rejects. */
export const readUnknownSpellings = async (journal: Journal, model: Model, asked: { readonly source?: string; readonly type?: string }): Promise<readonly UnknownSpelling[]> => {
  const { rows } = await journal.query<Row>(sql('read/unknown-spellings', [asked.source ?? null, asked.type ?? null, MOST_SPELLINGS]))
  const unknown = rows.filter(({ type, spelling }) => model.types.get(type)?.states?.spellings.has(foldSpelling(spelling)) === false)
  const alike = Map.groupBy(unknown, ({ source, type, spelling }) => JSON.stringify([source, type, foldSpelling(spelling)]))
  return [...alike.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{
    source: first.source, type: first.type, spelling: first.spelling,
    count: others.reduce((sum, { count }) => sum + count, first.count),
    firstAt: instant(others.reduce((least, { first_at: at }) => Math.min(least, at), first.first_at)),
    lastAt: instant(others.reduce((last, { last_at: at }) => Math.max(last, at), first.last_at)),
    nearest: nearestStates(model, first.type, first.spelling),
  }])).sort((a, b) => b.count - a.count)
}
