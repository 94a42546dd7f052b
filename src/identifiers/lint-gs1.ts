import { leastLength, mostLength, type ApplicationIdentifier, type Component } from './application-identifiers.ts'
import { CHARACTER_SETS, charactersOutside, gs1CheckDigit, gs1CheckPair } from './check-digits.ts'
import type { UdiDate } from './parsed-udi.ts'
import { timeOf, yymmdd, yyyymmdd } from './read-dates.ts'
import { udiFlag, type UdiFlag } from './udi-flags.ts'

interface Linted {
  readonly flags: readonly UdiFlag[]
  readonly date?: UdiDate
}

/** Linters of the syntax dictionary that look at one component: what it must be, and whether it is. Those of currencies, countries, coupons, IBANs, media and package types are code lists of others: not checked. */
const LINTERS: Readonly<Record<string, readonly [wanted: string, holds: (value: string) => boolean]>> = {
  nonzero: ['not zero', (value) => /[^0]/.test(value)],
  zero: ['zero', (value) => /^0+$/.test(value)],
  nozeroprefix: ['no zero in front, or 0', (value) => value === '0' || !value.startsWith('0')],
  hasnondigit: ['at least one character that is no digit', (value) => /\D/.test(value)],
  yesno: ['0 or 1', (value) => /^[01]$/.test(value)],
  winding: ['0, 1 or 9', (value) => /^[019]$/.test(value)],
  hyphen: ['-', (value) => value === '-'],
  hh: ['hours from 00 to 23', (value) => Number(value) <= 23],
  mi: ['minutes from 00 to 59', (value) => Number(value) <= 59],
  ss: ['seconds from 00 to 59', (value) => Number(value) <= 59],
  hhmi: ['hours and minutes', (value) => Number(value.slice(0, 2)) <= 23 && Number(value.slice(2)) <= 59],
  iso5218: ['0, 1, 2 or 9', (value) => /^[0129]$/.test(value)],
  gcppos1: ['a GS1 Company Prefix, four digits at least, in front', (value) => /^\d{4}/.test(value)],
  gcppos2: ['a GS1 Company Prefix, four digits at least, behind the first digit', (value) => /^.\d{4}/.test(value)],
  importeridx: ['a letter, a digit, - or _', (value) => /^[-_0-9A-Za-z]$/.test(value)],
  pcenc: ['% only before two hexadecimal digits', (value) => !/%(?![0-9A-Fa-f]{2})/.test(value)],
  pieceoftotal: ['a piece from 01 to the total', (value) => Number(value.slice(0, 2)) >= 1 && Number(value.slice(0, 2)) <= Number(value.slice(2))],
  posinseqslash: ['a place in a sequence, 1/2', (value) => { const [, place, end] = /^([1-9])\/([1-9])$/.exec(value) ?? []; return place !== undefined && Number(place) <= Number(end) }],
  latitude: ['at most 1800000000', (value) => Number(value) <= 1_800_000_000],
  longitude: ['at most 3600000000', (value) => Number(value) <= 3_600_000_000],
}
const DATES: Readonly<Record<string, (value: string, now: Date) => UdiDate | undefined>> = {
  yymmdd: (value, now) => yymmdd(value, now, false),
  yymmd0: (value, now) => yymmdd(value, now, true),
  yyyymmdd: (value) => yyyymmdd(value),
  yyyymmd0: (value) => yyyymmdd(value, true),
}

interface Asked {
  readonly of: string
  readonly at: number
  readonly now: Date
}

const lintOne = (linter: string, value: string, { of, at, now }: Asked): Linted => {
  const readDate = DATES[linter]
  if (readDate !== undefined) {
    const date = readDate(value, now)
    return date === undefined ? { flags: [udiFlag('DATE_IMPOSSIBLE', at, { of, value })] } : { flags: [], date }
  }
  if (linter === 'csum' || linter === 'csumalpha') {
    const digits = linter === 'csum' ? 1 : 2
    const [given, wanted] = [value.slice(-digits), (linter === 'csum' ? gs1CheckDigit : gs1CheckPair)(value.slice(0, -digits))]
    return { flags: given === wanted || wanted === undefined ? [] : [udiFlag('CHECK_WRONG', at, { of, given, wanted })] }
  }
  const known = LINTERS[linter]
  return { flags: known === undefined || known[1](value) ? [] : [udiFlag('VALUE_IMPOSSIBLE', at, { of, value, wanted: known[0] })] }
}

const lintComponent = (component: Component, value: string, asked: Asked): Linted => {
  const set = CHARACTER_SETS[component.set]
  const characters = charactersOutside(value, set.allowed)
  if (characters !== '') return { flags: [udiFlag('CHARACTERS_OUTSIDE', asked.at, { of: asked.of, characters, set: set.name })] }
  if (value.length < component.least) return { flags: [udiFlag('LENGTH_UNDER', asked.at, { of: asked.of, given: value.length, least: component.least })] }
  const linted = component.linters.map((linter) => lintOne(linter, value, asked))
  const date = linted.find((one) => one.date !== undefined)?.date
  return { flags: linted.flatMap(({ flags }) => flags), ...(date === undefined ? {} : { date }) }
}

/** A date, and what its later components say of the time. */
const withTime = (identifier: ApplicationIdentifier, value: string, date: UdiDate | undefined): UdiDate | undefined => {
  const isTime = identifier.components.slice(1).every(({ linters }) => linters.some((linter) => ['hh', 'mi', 'ss', 'hhmi'].includes(linter)))
  return isTime && value.length > 6 && identifier.components[0]?.most === 6 ? timeOf(date, value.slice(6)) ?? date : date
}

/** What the dictionary's format says of an identifier's value: component by component, each takes as much of it as it can. */
export const lintGs1 = (identifier: ApplicationIdentifier, value: string, at: number, now: Date): Linted => {
  const of = `(${identifier.ai}) ${identifier.title}`.trim()
  const most = mostLength(identifier)
  const least = leastLength(identifier)
  const flags: UdiFlag[] = []
  if (value.length > most) flags.push(udiFlag('LENGTH_OVER', at, { of, given: value.length, most }))
  if (value.length < least) flags.push(udiFlag('LENGTH_UNDER', at, { of, given: value.length, least }))
  let place = 0
  let date: UdiDate | undefined
  if (flags.length > 0) {
    const set = CHARACTER_SETS[identifier.components.at(-1)?.set ?? 'X']
    const characters = charactersOutside(value, set.allowed)
    return { flags: characters === '' ? flags : [...flags, udiFlag('CHARACTERS_OUTSIDE', at, { of, characters, set: set.name })] }
  }
  for (const component of identifier.components) {
    const taken = value.slice(place, place + component.most)
    if (taken === '' && component.optional) break
    const linted = lintComponent(component, taken, { of, at: at + place, now })
    flags.push(...linted.flags)
    date ??= linted.date
    place += taken.length
  }
  const read = withTime(identifier, value, date)
  return { flags, ...(read === undefined ? {} : { date: read }) }
}
