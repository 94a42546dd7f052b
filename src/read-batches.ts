import { readSource } from './ingest/read-source.ts'
import type { Told } from './journal/reject-of.ts'
import type { Model } from './model/model.ts'
import type { Reject } from './vocabulary/event.ts'

export interface Feed {
  readonly file: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** How much is read at a time. `bytes`: long records make a batch shorter, so that memory does not follow their length. */
export interface Batch {
  readonly records: number
  readonly bytes: number
}

export interface Read {
  readonly told: readonly Told[]
  readonly rejects: readonly Reject[]
}

/** A file's records, decoded, a batch at a time and in their order; the next is decoded while one is taken in. */
export const readBatches = (model: Model, source: string, feed: Feed, most: Batch): AsyncGenerator<Read> => oneAhead(batchesOf(model, source, feed, most))

/** Asks for the next before it is wanted. What fails is thrown in its turn. */
async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  try {
    for (;;) {
      const read = await next
      if (read.done === true) return
      next = source.next()
      next.catch(() => undefined)
      yield read.value
    }
  } finally {
    // Not waited for: who gives up must not wait for bytes that are still to come.
    source.return(undefined).catch(() => undefined)
  }
}

async function* batchesOf(model: Model, source: string, { file, bytes }: Feed, most: Batch): AsyncGenerator<Read> {
  let told: Told[] = []
  let rejects: Reject[] = []
  let read = 0
  let readBefore = 0
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      read += chunk.byteLength
      yield chunk
    }
  }
  for await (const decoded of readSource(model, source, counted(), file)) {
    if (decoded.ok) told.push({ ...decoded, file })
    else rejects.push(decoded.reject)
    if (told.length + rejects.length < most.records && read - readBefore < most.bytes) continue
    yield { told, rejects }
    readBefore = read
    told = []
    rejects = []
  }
  if (told.length + rejects.length > 0) yield { told, rejects }
}
