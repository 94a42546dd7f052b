import { problem } from '../problems/problem.ts'

/** Refs that one walk may start from: as many as a page holds. */
export const MOST_STARTS = 1000

/** The most that one page may hold. */
const MOST_FIRST = 1000
const DEFAULT_FIRST = 50

/** A whole number within bounds, or a refusal; checked before any statement is sent. */
export const boundedInt = (argument: string, value: unknown, least: number, most: number, otherwise: number): number => {
  if (value === undefined || value === null) return otherwise
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw problem('BAD_ARGUMENT', { argument, value: String(value), wanted: `a whole number from ${least} to ${most}` })
  }
  return value
}

export const pageSize = (value: unknown): number => boundedInt('first', value, 1, MOST_FIRST, DEFAULT_FIRST)

/** Entities that a filtered count, or one below an owner, goes through at most. */
export const MOST_COUNTED = 100_000
