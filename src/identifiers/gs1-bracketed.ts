import { findApplicationIdentifier, identifierAt, mostLength } from './application-identifiers.ts'
import { readElement } from './gs1-element.ts'
import { readRaw, withoutSeparators } from './gs1-raw.ts'
import { joined, NOTHING_READ, type Reading } from './parsed-udi.ts'
import { udiFlag } from './udi-flags.ts'

/** `\(` is a bracket of the value, as the GS1 Barcode Syntax Engine writes it. */
const IDENTIFIER = /(?<!\\)\((\d{2,4})\)/g
export const isBracketed = (text: string): boolean => /^\s*\(\d{2,4}\)/.test(text)
export const hasBracket = (text: string): boolean => text.search(IDENTIFIER) >= 0

const MIXED = { first: 'a bracketed element string', second: 'a raw one' }

/** The value of one bracketed identifier. Blanks around it are for the reader's eye: GS1 General Specifications 4.14.1. */
const readValue = (id: string, text: string, at: number, now: Date): Reading => {
  const raw = withoutSeparators(text.trim()).trim()
  const place = at + text.indexOf(raw)
  const identifier = findApplicationIdentifier(id)
  const most = identifier === undefined ? 0 : mostLength(identifier)
  if (identifier?.fixed === true && raw.length > most && identifierAt(raw, most) !== undefined) {
    return joined([
      readElement({ id, raw: raw.slice(0, most), at: place, value: raw.slice(0, most) }, now),
      { parts: [], flags: [udiFlag('FORMS_MIXED', place + most, MIXED)] },
      readRaw(raw.slice(most), place + most, { now, trusted: true }),
    ])
  }
  return readElement({ id, raw, at: place, value: raw.replace(/\\([()])/g, '$1') }, now)
}

/** What stands before the first bracket. */
const readBefore = (text: string, at: number, now: Date): Reading => {
  if (withoutSeparators(text.trim()) === '') return NOTHING_READ
  const rest = text.trim()
  const place = at + text.indexOf(rest)
  if (identifierAt(rest, 0) === undefined) return { parts: [{ id: '', title: '', kind: 'unread', raw: rest, at: place, value: rest }], flags: [udiFlag('DATA_LEFT', place, { rest })] }
  return joined([{ parts: [], flags: [udiFlag('FORMS_MIXED', at, { first: MIXED.second, second: MIXED.first })] }, readRaw(rest, place, { now, trusted: true })])
}

/** An element string as people read it: identifiers in brackets, each followed by its value. */
export const readBracketed = (text: string, at: number, now: Date): Reading => {
  const found = [...text.matchAll(IDENTIFIER)]
  const readings = found.map((match, index) => {
    const start = match.index + match[0].length
    return readValue(match[1] ?? '', text.slice(start, found[index + 1]?.index ?? text.length), at + start, now)
  })
  return joined([readBefore(text.slice(0, found[0]?.index ?? 0), at, now), ...readings])
}
