import type { Problem } from './problem.ts'

/** What is awaited, or a problem where it has not come in time. Nothing is stopped by that: whatever is told later, a failure too, is nobody's news. */
export const within = async <T>(ms: number, awaited: PromiseLike<T>, late: () => Problem): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    // A program that has stopped is not kept for it: what a closed driver never answers would hold it for half a minute.
    timer = setTimeout(() => reject(late()), ms).unref()
  })
  try {
    return await Promise.race([awaited, end])
  } finally {
    clearTimeout(timer)
  }
}
