const waiting: (() => void)[] = []

/**
 * Waits for a round of the event loop in which nobody else begins. What follows when rows have come, decoding and answering, keeps the loop for as
 * long as they are many; answers that are ready together would keep it for the sum of all, and with it everybody's sockets and timers. Cost: a round.
 */
export const ownRound = (): Promise<void> => new Promise((begin) => {
  waiting.push(begin)
  if (waiting.length === 1) setImmediate(beginNext)
})

const beginNext = (): void => {
  waiting[0]?.()
  waiting.shift()
  if (waiting.length > 0) setImmediate(beginNext)
}
