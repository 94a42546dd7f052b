import type { Compiled } from '../expression/expression.ts'
import type { Model, SourceModel } from '../model/model.ts'
import type { Event } from '../vocabulary/event.ts'
import { keyFault, LONGEST_EVENT_ID } from './check-key.ts'
import { asText } from './coerce-attribute.ts'
import { contentHash } from './content-hash.ts'
import { decodeYield } from './decode-yield.ts'
import { mergeStatements } from './merge-statements.ts'
import type { RecordValue, Refusal } from './read-record.ts'
import { keyText, momentText, readingOf, type RecordReading } from './record-reading.ts'

export type DecodedRecord = { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly rejects: readonly Refusal[] }

/** A record in our words, whole, or every reason why it is not taken. Pure: the same record under the same model is the same event. */
export const decodeRecord = (model: Model, source: SourceModel, record: RecordValue): DecodedRecord => {
  const reading = readingOf(record, source.timezone, model.enums)
  const eventId = keyText(reading, reading.required(source.eventId, 'eventId', asText), 'eventId', eventIdFault)
  const occurredAt = reading.required(source.occurredAt, 'occurredAt', momentText(reading))
  const about = decodeAbout(reading, source)
  const statements = mergeStatements(
    source.yields.flatMap((yielded) => decodeYield(reading, yielded, about)),
    reading.refused,
  )
  if (eventId === undefined || occurredAt === undefined || reading.refusals.length > 0) return { ok: false, rejects: reading.refusals }
  return { ok: true, event: { source: source.name, eventId, occurredAt, ...about, contentHash: contentHash(record), statements } }
}

const eventIdFault = (text: string): string | undefined => keyFault(text, LONGEST_EVENT_ID)

type About = Pick<Event, 'recordedAt' | 'sequence' | 'corrects' | 'retracts' | 'deletes'>

/** What the record says of itself and of earlier records. Only what it says is there. */
const decodeAbout = (reading: RecordReading, source: SourceModel): About => {
  const text = (compiled: Compiled | undefined, field: string): string | undefined =>
    compiled === undefined ? undefined : keyText(reading, reading.value(compiled, field, asText), field, eventIdFault)
  const recordedAt = source.recordedAt === undefined ? undefined : reading.value(source.recordedAt, 'recordedAt', momentText(reading))
  const sequence = text(source.sequence, 'sequence')
  const corrects = text(source.corrects, 'corrects')
  const retracts = text(source.retracts, 'retracts')
  const deletes = source.delete !== undefined && reading.holds(source.delete, 'delete')
  return {
    ...(recordedAt === undefined ? {} : { recordedAt }),
    ...(sequence === undefined ? {} : { sequence }),
    ...(corrects === undefined ? {} : { corrects }),
    ...(retracts === undefined ? {} : { retracts }),
    ...(deletes ? { deletes } : {}),
  }
}
