import { hash } from 'node:crypto'
import type { Value } from '../expression/expression.ts'
import type { RecordValue } from './read-record.ts'

/** SHA-256 (hex) of the record as parsed, members in the order of their names: neither the order of columns, nor bytes, nor the model changes it. */
export const contentHash = (record: RecordValue): string => hash('sha256', canonicalText(record), 'hex')

/** Of a text that could not be read as a record. */
export const textHash = (raw: string): string => hash('sha256', raw, 'hex')

const canonicalText = (value: Value): string => {
  // Unknown, a null inside a list, is null again.
  if (typeof value !== 'object') return typeof value === 'symbol' ? 'null' : JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`
  let text = '{'
  for (const name of Object.keys(value).sort()) text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${canonicalText(value[name] as Value)}`
  return `${text}}`
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value)
