/** Passes on what it is given; gives up on a reader who does not come back for more within `mostMs`. */
export async function* whileRead<T>(all: AsyncIterable<T>, mostMs: number, giveUp: () => void): AsyncGenerator<T> {
  let timer: NodeJS.Timeout | undefined
  try {
    for await (const one of all) {
      timer = setTimeout(giveUp, mostMs)
      yield one
      clearTimeout(timer)
    }
  } finally {
    clearTimeout(timer)
  }
}
