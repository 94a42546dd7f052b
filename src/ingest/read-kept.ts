import type { Model } from '../model/model.ts'
import { Problem } from '../problems/problem.ts'
import type { KeptRecord } from '../vocabulary/event.ts'
import { isWhole } from './read-record.ts'
import { readSource, type Decoded } from './read-source.ts'

/**
 * What a kept record is under the model as it is now: commonly one record, more where another quote or delimiter makes it several. Undefined where
 * it cannot be told: it was kept in part, its columns were not kept, its source is gone.
 */
export const readKept = async (model: Model, { source: name, contentHash, file, line, record, columns }: KeptRecord): Promise<readonly Decoded[] | undefined> => {
  const source = model.sources.get(name)
  if (source === undefined || !isWhole(record)) return undefined
  const headed = source.format === 'csv' && source.options.header
  if (headed && columns === undefined) return undefined
  // What was kept is text already, and its header was left behind.
  const alone = { ...source, options: { ...source.options, encoding: 'utf-8', header: false }, ...(columns === undefined ? {} : { columns }) }
  const decoded: Decoded[] = []
  try {
    for await (const one of readSource({ ...model, sources: new Map([[name, alone]]) }, name, bytesOf(record), file)) decoded.push(atLine(one, line, columns))
  } catch (error) {
    // A file that lacks columns is refused as a whole; of its records each is refused for that.
    if (!(error instanceof Problem) || error.kind !== 'refusal') throw error
    return [{ ok: false, line, reject: { source: name, file, line, code: error.code, reason: error.message, contentHash, record, ...(columns === undefined ? {} : { columns }) } }]
  }
  return decoded
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

const atLine = (one: Decoded, line: number, columns: readonly string[] | undefined): Decoded => {
  const kept = columns === undefined ? {} : { columns }
  return one.ok ? { ...one, ...kept, line: line + one.line - 1 } : { ...one, line: line + one.line - 1, reject: { ...one.reject, ...kept, line: line + one.line - 1 } }
}
