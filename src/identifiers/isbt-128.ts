import { donationCheck } from './check-digits.ts'
import { joined, type Reading, type UdiDate, type UdiForm, type UdiPart, type UdiPartKind } from './parsed-udi.ts'
import { dayOfYear, timeOf } from './read-dates.ts'
import { udiFlag } from './udi-flags.ts'

/** Century, year, day of the year: ISBT 128 ST-001 data structure 004. The century is the last digit of its number: 0 is 20xx, 9 is 19xx. */
const julian = (digits: string): UdiDate | undefined => {
  const century = Number(digits.slice(0, 1))
  return dayOfYear((century === 9 ? 1900 : 2000 + century * 100) + Number(digits.slice(1, 3)), Number(digits.slice(3, 6)))
}
const julianTime = (digits: string): UdiDate | undefined => timeOf(julian(digits), digits.slice(6))

interface Structure {
  readonly id: string
  readonly title: string
  readonly kind: UdiPartKind
  readonly length: number
  readonly content: RegExp
  readonly date?: (digits: string) => UdiDate | undefined
}

const DIGITS = /^\d+$/
/** Data structures that make up a UDI (ST-017), and the dates of blood and cells beside them. The numbers are ST-001's. */
const STRUCTURES: readonly Structure[] = [
  { id: '=/', title: 'PROCESSOR PRODUCT IDENTIFICATION CODE', kind: 'di', length: 16, content: /^[A-NP-Z0-9]{5}[A-Z0-9]{6}[A-Z0-9]{5}$/ },
  { id: '=,', title: 'PRODUCT DIVISIONS', kind: 'serial', length: 6, content: /^[A-Z0-9]{6}$/ },
  { id: '=>', title: 'EXPIRATION DATE', kind: 'expiry', length: 6, content: DIGITS, date: julian },
  { id: '&>', title: 'EXPIRATION DATE AND TIME', kind: 'expiry', length: 10, content: DIGITS, date: julianTime },
  { id: '=}', title: 'PRODUCTION DATE', kind: 'production', length: 6, content: DIGITS, date: julian },
  { id: '&}', title: 'PRODUCTION DATE AND TIME', kind: 'production', length: 10, content: DIGITS, date: julianTime },
  { id: '&,1', title: 'MPHO LOT NUMBER', kind: 'lot', length: 18, content: /^[A-Z0-9]{18}$/ },
  { id: '=)', title: 'CONTAINER MANUFACTURER AND CATALOG NUMBER', kind: 'di', length: 10, content: /^[A-Za-z0-9]{10}$/ },
  { id: '&)', title: 'CONTAINER LOT NUMBER', kind: 'lot', length: 10, content: /^[A-Za-z0-9]{10}$/ },
  { id: '=%', title: 'BLOOD GROUPS', kind: 'other', length: 4, content: /^[A-Za-z0-9]{4}$/ },
  { id: '=<', title: 'PRODUCT CODE', kind: 'other', length: 8, content: /^[A-Za-z0-9]{8}$/ },
  { id: '=*', title: 'COLLECTION DATE', kind: 'other', length: 6, content: DIGITS, date: julian },
  { id: '&*', title: 'COLLECTION DATE AND TIME', kind: 'other', length: 10, content: DIGITS, date: julianTime },
]
/** Its identifier is = and its first character. */
const DONATION: Structure = { id: '=', title: 'DONATION IDENTIFICATION NUMBER', kind: 'donation', length: 15, content: /^[A-NP-Z1-9][A-NP-Z0-9]{2}\d{2}\d{2}\d{6}[0-9A-Z*]{2}$/ }
const COMPOUND: Structure = { id: '=+', title: 'COMPOUND MESSAGE', kind: 'other', length: 5, content: DIGITS }

const structureAt = (text: string, at: number): Structure | undefined =>
  text.startsWith(COMPOUND.id, at) ? COMPOUND : STRUCTURES.find(({ id }) => text.startsWith(id, at)) ?? (/^=[A-Z0-9]/i.test(text.slice(at, at + 2)) ? DONATION : undefined)

export const isIsbt128 = (text: string): boolean => /^(=[/,>})%<*+A-Z0-9]|&[,>})*])/i.test(text)

/** A facility's number, its code and the description code: the DI's three parts. */
const splitDi = (part: UdiPart): readonly UdiPart[] =>
  part.id !== '=/' || part.raw.length !== 16 ? [part] : ([['FACILITY IDENTIFICATION NUMBER', 0, 5], ['FACILITY DEFINED PRODUCT CODE', 5, 11], ['PRODUCT DESCRIPTION CODE', 11, 16]] as const)
    .map(([title, from, to]) => ({ ...part, title, raw: part.raw.slice(from, to), value: part.value.slice(from, to), at: part.at + from }))

/** Flag characters 60 to 96 are a check over the number: ST-001 appendix A. Others mean something else. */
const checkDonation = (raw: string, at: number): Reading['flags'] => {
  const given = Number(raw.slice(13))
  const check = donationCheck(raw.slice(0, 13))
  return check === undefined || !/^\d\d$/.test(raw.slice(13)) || given < 60 || given > 96 || given === check + 60 ? [] : [udiFlag('CHECK_WRONG', at + 13, { of: `'${raw.slice(0, 13)}'`, given: raw.slice(13), wanted: String(check + 60) })]
}

const readStructure = (structure: Structure, raw: string, at: number): Reading => {
  const { id, title, kind, length, content, date: readDate } = structure
  if (raw.length < length) return { parts: [{ id, title, kind: 'unread', raw, at, value: raw }], flags: [udiFlag('LENGTH_UNDER', at, { of: title, given: raw.length, least: length })] }
  const isSound = content.test(raw)
  const date = isSound ? readDate?.(raw) : undefined
  const part: UdiPart = { id, title, kind, raw, at, value: raw, ...(date === undefined ? {} : { date }) }
  const flags = [
    ...(isSound ? [] : [udiFlag('VALUE_IMPOSSIBLE', at, { of: title, value: raw, wanted: `${length} characters as ISBT 128 has them` })]),
    ...(isSound && readDate !== undefined && date === undefined ? [udiFlag('DATE_IMPOSSIBLE', at, { of: title, value: raw })] : []),
    ...(isSound && kind === 'donation' ? checkDonation(raw, at) : []),
  ]
  return { parts: splitDi(part), flags }
}

/** A structure that no UDI has goes on to where the next one may begin. */
const readUnknown = (text: string, at: number): Reading => {
  const [id, raw] = [text.slice(0, 2), text.slice(2)]
  return /^[=&]./s.test(text)
    ? { parts: [{ id, title: '', kind: 'unread', raw, at: at + 2, value: raw }], flags: [udiFlag('IDENTIFIER_UNKNOWN', at, { id })] }
    : { parts: [{ id: '', title: '', kind: 'unread', raw: text, at, value: text }], flags: [udiFlag('DATA_LEFT', at, { rest: text })] }
}

export interface Isbt128Reading extends Reading {
  readonly form: UdiForm & `isbt-128${string}`
}

/** ISBT 128 data structures behind each other, perhaps headed by a compound message that counts them. */
export const readIsbt128 = (text: string, at: number): Isbt128Reading => {
  const readings: Reading[] = []
  let place = 0
  let counted: { readonly said: number; readonly at: number } | undefined
  while (place < text.length) {
    if (/\s/.test(text[place] ?? '')) {
      place += 1
      continue
    }
    const structure = structureAt(text, place)
    if (structure === undefined) {
      const next = text.slice(place + 1).search(/[=&]/)
      const end = next < 0 ? text.length : place + 1 + next
      readings.push(readUnknown(text.slice(place, end), at + place))
      place = end
      continue
    }
    const start = place + structure.id.length
    const raw = text.slice(start, start + structure.length)
    if (structure === COMPOUND && readings.length === 0) counted = { said: Number(raw.slice(0, 2)), at: at + place }
    readings.push(readStructure(structure, raw, at + start))
    place = start + raw.length
  }
  const found = readings.length - 1
  const wrong = counted !== undefined && counted.said !== found ? [udiFlag('COUNT_WRONG', counted.at, { said: counted.said, found })] : []
  return { form: counted === undefined ? 'isbt-128' : 'isbt-128-compound', ...joined([...readings, { parts: [], flags: wrong }]) }
}
