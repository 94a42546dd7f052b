/** The person stopped the command. */
export class Interrupted extends Error {}

/** Rejects when the signal aborts, also when it had before. */
export const onceAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(new Interrupted())
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })

/**
 * Runs work that Ctrl-C and SIGTERM shall end in order: the work is told by the signal and puts away what it has begun. Whatever it then fails
 * with is Interrupted. A second Ctrl-C ends the process at once.
 */
export const untilInterrupted = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    return await work(stopping.signal)
  } catch (error) {
    throw stopping.signal.aborted ? new Interrupted() : error
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
