import type { Model, SourceModel } from '../model/model.ts'
import { sourceNamed } from '../model/source-named.ts'
import { problem } from '../problems/problem.ts'
import type { Event, Reject } from '../vocabulary/event.ts'
import { checkHeader } from './check-header.ts'
import { contentHash, textHash } from './content-hash.ts'
import { decodeRecord } from './decode-record.ts'
import { epcisDocuments } from './epcis-documents.ts'
import { fhirDocuments } from './fhir-documents.ts'
import { judgeOf } from './published-schemas.ts'
import { readCsv } from './read-csv.ts'
import { readJsonDocuments } from './read-json-documents.ts'
import { readJsonLines } from './read-json-lines.ts'
import { showRaw, type ReadRecord, type Refusal } from './read-record.ts'

/** A record of a file, decoded whole or kept with the reasons why not. */
export type Decoded =
  | { readonly ok: true; readonly line: number; readonly event: Event; readonly columns?: readonly string[]; /** The record as it was read, for the reject it may yet become. */ readonly raw: () => string }
  | { readonly ok: false; readonly line: number; readonly reject: Reject }

/** A file of a source → events and rejects, one for each record in file order, in constant memory. A file without the columns that the source reads is refused before its first record. */
export async function* readSource(model: Model, sourceName: string, bytes: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<Decoded> {
  const source = sourceNamed(model, sourceName)
  let columns: readonly string[] | undefined
  const onColumns = (all: readonly string[]): void => {
    if (source.options.header) columns = all
  }
  for await (const read of readersOf[source.format]({ model, source }, bytes, onColumns)) yield decodeRead(model, source, read, fileName, columns)
}

interface OfModel {
  readonly model: Pick<Model, 'schemas'>
  readonly source: SourceModel
}

const readersOf: Readonly<Record<SourceModel['format'], (of: OfModel, bytes: AsyncIterable<Uint8Array>, onColumns: (all: readonly string[]) => void) => AsyncGenerator<ReadRecord>>> = {
  csv: ({ source }, bytes, onColumns) =>
    readCsv(bytes, {
      source: source.name,
      ...source.options,
      ...(source.columns === undefined ? {} : { columns: source.columns }),
      onColumns: (named, all) => {
        const refusal = checkHeader(source, named)
        if (refusal !== undefined) throw refusal
        onColumns(all)
      },
    }),
  jsonl: ({ source }, bytes) => refuseAnother(source.name, 'FILE_NOT_JSON_LINES', readJsonLines(bytes, source.options.encoding)),
  epcis: ({ model, source }, bytes) => refuseAnother(source.name, 'FILE_NOT_JSON', readJsonDocuments(bytes, epcisDocuments(judgeOf(model, source, 'type', 'EPCIS-Document-Event')), source.options.encoding)),
  fhir: ({ model, source }, bytes) => refuseAnother(source.name, 'FILE_NOT_JSON', readJsonDocuments(bytes, fhirDocuments(judgeOf(model, source, 'resourceType')), source.options.encoding)),
}

/** A file of which nothing to begin with is JSON is another source's, and no list of a hundred thousand rejects. */
const SURELY_ANOTHER = 10

async function* refuseAnother(source: string, code: 'FILE_NOT_JSON_LINES' | 'FILE_NOT_JSON', records: AsyncGenerator<ReadRecord>): AsyncGenerator<ReadRecord> {
  const held: ReadRecord[] = []
  for await (const record of records) {
    if (record.ok || record.code !== 'RECORD_NOT_JSON') {
      yield* held
      yield record
      yield* records
      return
    } else if (held.push(record) === SURELY_ANOTHER) throw problem(code, { source, lines: SURELY_ANOTHER })
  }
  yield* held
}

const decodeRead = (model: Model, source: SourceModel, read: ReadRecord, file: string, columns: readonly string[] | undefined): Decoded => {
  const { line, raw, at } = read
  const headed = columns === undefined ? {} : { columns }
  const rejected = (refusals: readonly Refusal[], hash: string): Decoded => {
    const reason = `${at === undefined ? '' : `${at}: `}${refusals.map((refusal) => refusal.reason).join('; ')}`
    const unknownStates = refusals.flatMap(({ unknownState }) => unknownState ?? [])
    const unknown = unknownStates.length === 0 ? {} : { unknownStates }
    return { ok: false, line, reject: { source: source.name, file, line, code: refusals[0]?.code ?? 'VALUE_MALFORMED', reason, contentHash: hash, record: showRaw(raw), ...headed, ...unknown } }
  }
  if (!read.ok) return rejected([read], textHash(raw))
  const decoded = decodeRecord(model, source, read.record)
  return decoded.ok ? { ok: true, line, event: decoded.event, ...headed, raw: () => showRaw(raw) } : rejected(decoded.rejects, contentHash(read.record))
}
