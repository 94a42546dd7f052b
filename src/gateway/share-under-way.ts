/** One reading for all who ask while it is under way: what it tells is no older than its own time, and an outage shows with the next question. */
export const shareUnderWay = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<T> | undefined
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
