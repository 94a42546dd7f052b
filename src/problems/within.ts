import type { Problem } from './problem.ts'

/** What is awaited, or a problem where it has not come in time. Nothing is stopped by that: whatever is told later, a failure too, is nobody's news. */
export const within = async <T>(ms: number, awaited: PromiseLike<T>, late: () => Problem): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  try {
    return await Promise.race([awaited, end])
  } finally {
    clearTimeout(timer)
  }
}
