import type { JudgeRecord } from './judge-record.ts'
import type { JsonDocuments } from './read-json-documents.ts'
import { refuse } from './read-record.ts'

const EVENT_LISTS = new Set(['epcisBody.eventList', 'epcisBody.queryResults.resultsBody.eventList'])
const DOCUMENTS = new Set<unknown>(['EPCISDocument', 'EPCISQueryDocument'])

/** EPCIS 2.0 in JSON (section 10 of the standard): a record is an event, of a document, of a query's document, or bare. */
export const epcisDocuments = (judge: JudgeRecord): JsonDocuments => ({
  isList: (path) => EVENT_LISTS.has(path),
  recordOf: (value, raw) => {
    if (DOCUMENTS.has(value['type'])) return { ok: false, ...refuse('RECORD_MISPLACED', { reason: `a document without ${[...EVENT_LISTS].join(' or ')}` }) }
    const faults = judge(JSON.parse(raw))
    return faults === undefined ? { ok: true, record: value } : { ok: false, ...faults }
  },
})
