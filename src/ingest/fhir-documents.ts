import type { Value } from '../expression/expression.ts'
import type { JudgeRecord } from './judge-record.ts'
import type { Found, JsonDocuments } from './read-json-documents.ts'
import { refuse, type RecordValue, type Refusal } from './read-record.ts'

const CONTAINER = 'Bundle'
const isMap = (value: Value | undefined): value is RecordValue => typeof value === 'object' && !Array.isArray(value)
const misplaced = (reason: string): { readonly ok: false } & Refusal => ({ ok: false, ...refuse('RECORD_MISPLACED', { reason }) })

/** A list named `entry` is a bundle's, unless what stands before it says another type of resource. */
const SAYS_TYPE = /"resourceType"\s*:\s*"([^"]*)"/

/** FHIR in JSON: a record is a resource, of a bundle's entries, of NDJSON, or bare. One without an id of its own has that of its entry's `fullUrl`. */
export const fhirDocuments = (judge: JudgeRecord): JsonDocuments => ({
  isList: (path, before) => path === 'entry' && (SAYS_TYPE.exec(before)?.[1] ?? CONTAINER) === CONTAINER,
  recordOf: (value, raw, inList) => {
    const parsed = JSON.parse(raw) as Readonly<Record<string, unknown>>
    if (value['resourceType'] !== undefined) return recordOf(value, parsed, inList, judge)
    const { resource } = value
    if (isMap(resource)) return recordOf(withId(resource, value['fullUrl']), parsed['resource'], true, judge)
    return misplaced(inList ? 'an entry without a resource' : 'neither a resource nor a bundle of them: it has no resourceType')
  },
})

const recordOf = (resource: RecordValue, parsed: unknown, inList: boolean, judge: JudgeRecord): Found => {
  if (resource['resourceType'] === CONTAINER) return inList ? misplaced('a bundle inside a list of resources is not taken apart') : { ok: true }
  const faults = judge(parsed)
  return faults === undefined ? { ok: true, record: resource } : { ok: false, ...faults }
}

const withId = (resource: RecordValue, fullUrl: Value | undefined): RecordValue => {
  const last = typeof fullUrl === 'string' ? fullUrl.split(/[/:]/).at(-1) : undefined
  return resource['id'] !== undefined || last === undefined || last === '' ? resource : { ...resource, id: last }
}
