import { hibcCheckCharacter } from './check-digits.ts'
import type { ParsedUdi, UdiDate, UdiPart, UdiPartKind } from './parsed-udi.ts'

/** The order in which FDA's and GS1's own examples have them; the others follow by number. */
const FIRST = ['01', '11', '17', '10', '21']
const rank = (id: string): string => (FIRST.includes(id) ? `0${FIRST.indexOf(id)}` : `1${id}`)
const byRank = (a: UdiPart, b: UdiPart): number => (rank(a.id) < rank(b.id) ? -1 : rank(a.id) > rank(b.id) ? 1 : 0)

/** A bracket in a value that an identifier's could be taken for is escaped, as the GS1 Barcode Syntax Engine does. */
const canonicalGs1 = (parts: readonly UdiPart[]): string => {
  const elements = parts.filter(({ id }) => id !== '').toSorted(byRank).map(({ id, value }) => `(${id})${value.replace(/[()]/g, '\\$&')}`)
  return [...new Set(elements)].join('')
}

const digitsOf = ({ date }: UdiDate): string => date.replaceAll('-', '')
/** Of YYMMDD, and the hour. */
const EXPIRY: Readonly<Record<UdiDate['precision'], (digits: string, time: string) => string>> = {
  month: (digits) => `${digits.slice(2, 4)}${digits.slice(0, 2)}`,
  day: (digits) => `3${digits}`,
  time: (digits, time) => `4${digits}${time.slice(0, 2)}`,
}

/**
 * One form of HIBC for all that say the same: concatenated, lot first. An expiry stands in the format for what is known of it, month, day or
 * hour, and in any case with two digits of its year: which century those mean hangs on the clock, and who a label is must not. Undefined: with an impossible date, or a character that no HIBC has, nothing else says what the text says.
 */
const canonicalHibc = (udi: ParsedUdi): string | undefined => {
  const dated = (kind: UdiPartKind): boolean => udi.parts.some((part) => part.kind === kind && part.date === undefined)
  if (udi.flags.some(({ code }) => code === 'CHARACTERS_OUTSIDE' || code === 'LENGTH_OVER')) return undefined
  if (dated('expiry') || dated('production') || udi.parts.some(({ kind }) => kind === 'unread' || kind === 'other')) return undefined
  const { di, lot, serial, production, expiry, quantity } = udi
  const inFormat = expiry === undefined ? '' : EXPIRY[expiry.precision](digitsOf(expiry).slice(2), expiry.time ?? '')
  const secondary = [
    ...(lot === undefined && serial !== undefined ? [`${inFormat === '' ? '$+' : `$$+${inFormat}`}${serial}`] : [`${inFormat === '' ? '$' : `$$${inFormat}`}${lot ?? ''}`]),
    ...(lot === undefined || serial === undefined ? [] : [`S${serial}`]),
    ...(production === undefined ? [] : [`16D${digitsOf(production)}`]),
    ...(quantity === undefined ? [] : [`Q${quantity}`]),
  ].join('/')
  const link = udi.parts.find(({ kind }) => kind === 'link')?.value ?? ''
  const body = `+${di ?? ''}${secondary === '$' ? '' : `${di === undefined ? '' : '/'}${secondary}`}${di === undefined ? link : ''}`
  const check = hibcCheckCharacter(body)
  return check === undefined ? undefined : `${body}${check === ' ' ? '_' : check}`
}

/** ISBT 128's structures in the order of FDA's example, without the message that counts them. */
const ORDER = ['=/', '=)', '=,', '=', '=>', '&>', '=}', '&}', '&,1', '&)']
const canonicalIsbt = (parts: readonly UdiPart[]): string => {
  const place = ({ id }: UdiPart): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length)
  const structures = parts.filter(({ id }) => id !== '=+').toSorted((a, b) => place(a) - place(b))
  return structures.map(({ id, value }, index) => (id === '=/' && structures[index - 1]?.id === '=/' ? value : `${id}${value}`)).join('')
}

/**
 * The one text for all that say the same UDI: element strings, raw texts and Digital Links of one UDI come to the same, and it reads as what it
 * was made of; so does a GTIN alone. A text with something in it that could not be read is its own canonical form, without outer blanks.
 */
export const canonicalUdi = (udi: ParsedUdi): string => {
  const whole = udi.text.trim()
  if (udi.flags.some(({ code }) => code === 'FORMS_MIXED' || code === 'PART_REPEATED' || code === 'LINK_COMPRESSED') || udi.parts.some(({ kind, id }) => kind === 'unread' && id === '')) return whole
  if (udi.agency === 'GS1' || udi.parts.some(({ id }) => id === '01')) return canonicalGs1(udi.parts)
  if (udi.agency === 'HIBCC') return canonicalHibc(udi) ?? whole
  if (udi.agency === 'ICCBBA') return canonicalIsbt(udi.parts)
  return udi.di ?? whole
}
