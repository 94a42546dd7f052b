/** Does the work, then ends what it used, whatever came of it. When both fail, the work's failure is told: the ending's follows from it. */
export const ending = async <T>(work: () => Promise<T>, end: () => Promise<unknown>): Promise<T> => {
  let result: T
  try {
    result = await work()
  } catch (error) {
    await end().catch(() => undefined)
    throw error
  }
  await end()
  return result
}
