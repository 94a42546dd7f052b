import { CHARACTER_SETS, charactersOutside } from './check-digits.ts'
import { NOTHING_READ, joined, type Reading, type UdiDate, type UdiPart, type UdiPartKind } from './parsed-udi.ts'
import { dayOf, dayOfYear, fullYear, timeOf, yymmdd, yyyymmdd } from './read-dates.ts'
import { udiFlag, type UdiFlag } from './udi-flags.ts'

/** ANSI/HIBC 2.6: eighteen since 2.5, thirteen before. */
const LONGEST_LOT = 18

const pairs = (digits: string): readonly number[] => (digits.match(/\d\d/g) ?? []).map(Number)
const monthYear = (digits: string, now: Date): UdiDate | undefined => dayOf(fullYear(Number(digits.slice(2)), now), Number(digits.slice(0, 2)), 0)
const julian = (digits: string, now: Date): UdiDate | undefined => dayOfYear(fullYear(Number(digits.slice(0, 2)), now), Number(digits.slice(2, 5)))

/** Date formats by their flag, ANSI/HIBC 2.6 appendix E: the flag of MMYY is its own first digit. Hours are in GMT. */
const FORMATS: Readonly<Record<string, { readonly title: string; readonly length: number; readonly read: (digits: string, now: Date) => UdiDate | undefined }>> = {
  '': { title: 'EXPIRY MMYY', length: 4, read: monthYear },
  2: { title: 'EXPIRY MMDDYY', length: 6, read: (digits, now) => { const [month = 0, day = 0, year = 0] = pairs(digits); return day === 0 ? undefined : dayOf(fullYear(year, now), month, day) } },
  3: { title: 'EXPIRY YYMMDD', length: 6, read: (digits, now) => yymmdd(digits, now, false) },
  4: { title: 'EXPIRY YYMMDDHH', length: 8, read: (digits, now) => timeOf(yymmdd(digits.slice(0, 6), now, false), digits.slice(6), 'Z') },
  5: { title: 'EXPIRY YYJJJ', length: 5, read: julian },
  6: { title: 'EXPIRY YYJJJHH', length: 7, read: (digits, now) => timeOf(julian(digits, now), digits.slice(5), 'Z') },
  7: { title: '', length: 0, read: () => undefined },
}

const datePart = (part: Omit<UdiPart, 'value' | 'date'>, date: UdiDate | undefined): Reading => ({
  parts: [{ ...part, value: part.raw, ...(date === undefined ? {} : { date }) }],
  flags: date === undefined ? [udiFlag('DATE_IMPOSSIBLE', part.at, { of: part.title, value: part.raw })] : [],
})

/** A lot or serial number; absent where nothing is left. */
const readNumber = (id: string, kind: 'lot' | 'serial', raw: string, at: number): Reading => {
  if (raw === '') return NOTHING_READ
  const of = kind === 'lot' ? 'LOT' : 'SERIAL'
  const characters = charactersOutside(raw, CHARACTER_SETS.L.allowed)
  const flags: UdiFlag[] = []
  if (raw.length > LONGEST_LOT) flags.push(udiFlag('LENGTH_OVER', at, { of, given: raw.length, most: LONGEST_LOT }))
  if (characters !== '') flags.push(udiFlag('CHARACTERS_OUTSIDE', at, { of, characters, set: CHARACTER_SETS.L.name }))
  return { parts: [{ id, title: of, kind, raw, at, value: raw }], flags }
}

const unread = (rest: string, at: number): Reading => ({ parts: [{ id: '', title: '', kind: 'unread', raw: rest, at, value: rest }], flags: [udiFlag('DATA_LEFT', at, { rest })] })

const nothingBetween = (at: number): Reading => ({ parts: [], flags: [udiFlag('LENGTH_UNDER', at, { of: 'What stands between slashes', given: 0, least: 1 })] })

interface Piece {
  readonly id: string
  readonly kind: 'lot' | 'serial'
  readonly text: string
  readonly at: number
}

/** What stands behind $$ or $$+, and behind its quantity: a date format with its date, then the number. */
const readDated = ({ id, kind, text, at }: Piece, now: Date): Reading => {
  const flag = /^[01]/.test(text) ? '' : text.slice(0, 1)
  const format = FORMATS[flag]
  if (text === '') return NOTHING_READ
  if (format === undefined) return unread(text, at)
  const raw = text.slice(flag.length, flag.length + format.length)
  if (raw.length < format.length || !/^\d*$/.test(raw)) return joined([datePart({ id: `${id}${flag}`, title: format.title, kind: 'expiry', raw: text.slice(flag.length), at: at + flag.length }, undefined)])
  const place = at + flag.length
  return joined([
    format.length === 0 ? NOTHING_READ : datePart({ id: `${id}${flag}`, title: format.title, kind: 'expiry', raw, at: place }, format.read(raw, now)),
    readNumber(`${id}${flag}`, kind, text.slice(flag.length + format.length), place + format.length),
  ])
}

/** Formats 8 and 9: a quantity of two or five digits; nothing need follow it. */
const readWithQuantity = (text: string, at: number, now: Date): Reading => {
  const length = text.startsWith('8') ? 2 : 5
  const raw = text.slice(1, 1 + length)
  if (!new RegExp(`^\\d{${length}}$`).test(raw)) return unread(text, at)
  return joined([
    { parts: [{ id: `$$${text.slice(0, 1)}`, title: 'QUANTITY', kind: 'quantity', raw, at: at + 1, value: raw }], flags: [] },
    readDated({ id: '$$', kind: 'lot', text: text.slice(1 + length), at: at + 1 + length }, now),
  ])
}

const readMain = (text: string, at: number, now: Date): Reading => {
  if (text.startsWith('$$+')) return readDated({ id: '$$+', kind: 'serial', text: text.slice(3), at: at + 3 }, now)
  if (/^\$\$[89]/.test(text)) return readWithQuantity(text.slice(2), at + 2, now)
  if (text.startsWith('$$')) return readDated({ id: '$$', kind: 'lot', text: text.slice(2), at: at + 2 }, now)
  if (text.startsWith('$+')) return readNumber('$+', 'serial', text.slice(2), at + 2)
  if (text.startsWith('$')) return readNumber('$', 'lot', text.slice(1), at + 1)
  // The form of before 2.0: a Julian date without a flag, and a lot.
  if (/^\d{5}/.test(text)) return joined([datePart({ id: '', title: 'EXPIRY YYJJJ', kind: 'expiry', raw: text.slice(0, 5), at }, julian(text.slice(0, 5), now)), readNumber('', 'lot', text.slice(5), at + 5)])
  return readSupplement(text, at)
}

const DATED: readonly (readonly [id: string, title: string, kind: UdiPartKind])[] = [['16D', 'PRODUCTION YYYYMMDD', 'production'], ['14D', 'EXPIRY YYYYMMDD', 'expiry']]

/** Additional supplemental data, ANSI/HIBC 2.6 section 2.3.2. */
const readSupplement = (text: string, at: number): Reading => {
  const dated = DATED.find(([id]) => text.startsWith(id))
  if (dated !== undefined) {
    const [id, title, kind] = dated
    return datePart({ id, title, kind, raw: text.slice(3), at: at + 3 }, yyyymmdd(text.slice(3)))
  }
  if (/^Q\d{1,5}$/.test(text)) return { parts: [{ id: 'Q', title: 'QUANTITY', kind: 'quantity', raw: text.slice(1), at: at + 1, value: text.slice(1) }], flags: [] }
  return text.startsWith('S') && text.length > 1 ? readNumber('S', 'serial', text.slice(1), at + 1) : unread(text, at)
}

/** A secondary without its +, its link and its check character: ANSI/HIBC 2.6 section 2.2 and appendix E. */
export const readHibcSecondary = (text: string, at: number, now: Date): Reading => {
  const [main = '', ...supplements] = text.split('/')
  let place = at + main.length
  return joined([
    main === '' ? nothingBetween(at) : readMain(main, at, now),
    ...supplements.map((supplement) => {
      const reading = supplement === '' ? nothingBetween(place + 1) : readSupplement(supplement, place + 1)
      place += supplement.length + 1
      return reading
    }),
  ])
}
