import { findApplicationIdentifier } from './application-identifiers.ts'
import { lintGs1 } from './lint-gs1.ts'
import type { Reading, UdiPartKind } from './parsed-udi.ts'
import { udiFlag } from './udi-flags.ts'

const KINDS: Readonly<Record<string, UdiPartKind>> = {
  '01': 'di', '10': 'lot', '21': 'serial', '11': 'production', '8008': 'production', '17': 'expiry', '7003': 'expiry', '30': 'quantity', '37': 'quantity',
}

/** An identifier with its value, as it stands in the text and as it is without escapes. */
export interface Element {
  readonly id: string
  readonly raw: string
  readonly at: number
  readonly value: string
}

/** One element string, read by the dictionary. `shortGtin`: the form allows a GTIN without its leading zeros. */
export const readElement = ({ id, raw, at, value }: Element, now: Date, shortGtin = false): Reading => {
  const identifier = findApplicationIdentifier(id)
  if (identifier === undefined) return { parts: [{ id, title: '', kind: 'unread', raw, at, value }], flags: [udiFlag('IDENTIFIER_UNKNOWN', at, { id: `(${id})` })] }
  const short = id === '01' && /^(\d{8}|\d{12,13})$/.test(value)
  const whole = short ? value.padStart(14, '0') : value
  const { flags, date } = lintGs1(identifier, whole, at, now)
  return {
    parts: [{ id, title: identifier.title, kind: KINDS[id] ?? 'other', raw, at, value: whole, ...(date === undefined ? {} : { date }) }],
    flags: [...(short && !shortGtin ? [udiFlag('DI_PADDED', at, { given: value.length })] : []), ...flags],
  }
}
