import { problem } from '../problems/problem.ts'

/** `--first`: how many a list shows at most. BAD_ARGUMENT. */
export const pageCount = (given: string | undefined): number => {
  const first = Number(given ?? 50)
  if (!Number.isInteger(first) || first < 1 || first > 1000) throw problem('BAD_ARGUMENT', { argument: '--first', value: `'${given ?? ''}'`, wanted: 'a whole number from 1 to 1000' })
  return first
}
