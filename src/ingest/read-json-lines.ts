import { decodeText } from './decode-text.ts'
import { parseJsonRecord } from './parse-json-record.ts'
import { LONGEST_RECORD, refuse, type ReadRecord } from './read-record.ts'
import { splitLines, type Line } from './split-lines.ts'

/** One JSON object a line, in constant memory. A line that is none is yielded as such; blank lines are skipped. */
export async function* readJsonLines(bytes: AsyncIterable<Uint8Array>, encoding = 'utf-8', longest: number = LONGEST_RECORD): AsyncGenerator<ReadRecord> {
  const splitter = splitLines(longest)
  for await (const text of decodeText(bytes, encoding)) {
    for (const line of splitter.push(text)) if (!isBlank(line)) yield toRecord(line, encoding, longest)
  }
  for (const line of splitter.end()) if (!isBlank(line)) yield toRecord(line, encoding, longest)
}

const isBlank = (line: Line): boolean => line.text.trim() === ''

const toRecord = (line: Line, encoding: string, longest: number): ReadRecord => {
  const place = { line: line.number, raw: line.text }
  if (line.cut === true) return { ok: false, ...place, ...refuse('RECORD_TOO_LONG', { bound: longest }) }
  if (line.text.includes('\uFFFD')) return { ok: false, ...place, ...refuse('RECORD_ENCODING', { encoding }) }
  return { ...place, ...parseJsonRecord(line.text) }
}
