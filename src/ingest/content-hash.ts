import { hash } from 'node:crypto'
import { canonicalText } from '../expression/canonical-text.ts'
import type { RecordValue } from './read-record.ts'

/** SHA-256 (hex) of the record as parsed, members in the order of their names: neither the order of columns, nor bytes, nor the model changes it. */
export const contentHash = (record: RecordValue): string => hash('sha256', canonicalText(record), 'hex')

/** Of a text that could not be read as a record. */
export const textHash = (raw: string): string => hash('sha256', raw, 'hex')
