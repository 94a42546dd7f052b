import { decodeText } from './decode-text.ts'
import { frameJson, type IsList, type JsonFrame } from './frame-json.ts'
import { parseJsonRecord } from './parse-json-record.ts'
import { LONGEST_RECORD, refuse, type ReadRecord, type RecordValue, type Refusal } from './read-record.ts'

/** What is in a frame: a record, nothing to be told, or why it is neither. */
export type Found = { readonly ok: true; readonly record: RecordValue } | { readonly ok: true; readonly record?: undefined } | ({ readonly ok: false } & Refusal)

/** How a standard puts records into JSON documents. */
export interface JsonDocuments {
  readonly isList: IsList
  /** `raw` is the frame's text, for whoever judges it as it was written. */
  readonly recordOf: (value: RecordValue, raw: string, inList: boolean) => Found
}

/** Records of JSON documents, of NDJSON, or standing for themselves, in constant memory; a record's line is where it begins, `at` its place in its document. */
export async function* readJsonDocuments(bytes: AsyncIterable<Uint8Array>, documents: JsonDocuments, encoding = 'utf-8', longest: number = LONGEST_RECORD): AsyncGenerator<ReadRecord> {
  const framer = frameJson(documents.isList, longest)
  const records = function* (frames: readonly JsonFrame[]): Generator<ReadRecord> {
    for (const frame of frames) {
      const found = toFound(frame, documents, encoding, longest)
      const { line, raw } = frame
      const at = frame.at === undefined ? {} : { at: frame.at }
      if (!found.ok) yield { ...found, line, raw, ...at }
      else if (found.record !== undefined) yield { ok: true, record: found.record, line, raw, ...at }
    }
  }
  for await (const text of decodeText(bytes, encoding)) yield* records(framer.push(text))
  yield* records(framer.end())
}

const toFound = ({ raw, at, cut, broken }: JsonFrame, { recordOf }: JsonDocuments, encoding: string, longest: number): Found => {
  if (broken !== undefined) return { ok: false, ...refuse('RECORD_NOT_JSON', { reason: `${broken}; what stands behind it is not read` }) }
  if (cut === true) return { ok: false, ...refuse('RECORD_TOO_LONG', { bound: longest }) }
  if (raw.includes('\uFFFD')) return { ok: false, ...refuse('RECORD_ENCODING', { encoding }) }
  const parsed = parseJsonRecord(raw)
  return parsed.ok ? recordOf(parsed.record, raw, at !== undefined) : parsed
}
