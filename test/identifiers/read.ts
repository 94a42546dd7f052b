import { parseUdi } from '../../src/identifiers/parse-udi.ts'
import type { ParsedUdi, UdiContext } from '../../src/identifiers/parsed-udi.ts'

/** The clock of these tests: two-digit years from 1977 to 2076. */
const NOW = new Date('2026-11-30T12:00:00Z')
export const read = (text: string, more: Partial<UdiContext> = {}): ParsedUdi => parseUdi(text, { now: NOW, ...more })
export const codes = (udi: ParsedUdi): readonly string[] => udi.flags.map(({ code }) => code)
/** What a text says, without how it says it. */
export const said = (udi: ParsedUdi): Readonly<Record<string, unknown>> => {
  const { di, lot, serial, production, expiry, donation, quantity, packagingLevel } = udi
  const members = { di, lot, serial, production: production?.date, expiry: expiry?.time === undefined ? expiry?.date : `${expiry.date}T${expiry.time}`, donation, quantity, packagingLevel }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
