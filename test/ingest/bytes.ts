/** Bytes of a text as a stream, in portions of the sizes given, repeated; a portion may end inside a character. */
export async function* bytesOf(content: string | Uint8Array, ...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const portions = sizes.length === 0 ? [65_536] : sizes
  for (let from = 0, n = 0; from < bytes.length; n += 1) {
    const to = from + Math.max(1, portions[n % portions.length] ?? 1)
    yield bytes.subarray(from, to)
    from = to
  }
}

export const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
