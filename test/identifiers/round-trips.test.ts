import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalUdi } from '../../src/identifiers/canonical-udi.ts'
import { codes, read, said } from './read.ts'

const GS = '\u001d'
const numRuns = Number(process.env['OSL_TEST_CASES'] ?? 2000)
const from = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const DIGITS = '0123456789'
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SET_82 = `!"%&'()*+,-./${DIGITS}:;<=>?${CAPITALS}_${CAPITALS.toLowerCase()}`

/** The check digit, written once more: from the left, for thirteen digits. */
const gtin = from(DIGITS, 13, 13).map((digits) => {
  let sum = 0
  for (let place = 0; place < 13; place += 1) sum += Number(digits[place]) * (place % 2 === 0 ? 3 : 1)
  return digits + String((1000 - sum) % 10)
})
const day = fc.date({ min: new Date('1980-01-01'), max: new Date('2070-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const six = (date: string): string => date.slice(2).replaceAll('-', '')

const device = fc.record({ di: gtin, lot: from(SET_82, 1, 20), serial: from(SET_82, 1, 20), production: day, expiry: day }, { requiredKeys: ['di'] })
type Device = typeof device extends fc.Arbitrary<infer T> ? T : never

const elements = ({ di, lot, serial, production, expiry }: Device): readonly (readonly [string, string])[] => [
  ['01', di], ...(production === undefined ? [] : [['11', six(production)] as const]), ...(expiry === undefined ? [] : [['17', six(expiry)] as const]),
  ...(lot === undefined ? [] : [['10', lot] as const]), ...(serial === undefined ? [] : [['21', serial] as const]),
]
const bracketed = (device: Device): string => elements(device).map(([id, value]) => `(${id})${value.replace(/[()]/g, '\\$&')}`).join('')
const raw = (device: Device): string => `]d2${elements(device).map(([id, value]) => `${id}${value}${id === '10' || id === '21' ? GS : ''}`).join('')}`
const link = (device: Device): string => {
  const [path, query] = [elements(device).filter(([id]) => ['01', '10', '21'].includes(id)), elements(device).filter(([id]) => ['11', '17'].includes(id))]
  return `https://id.gs1.org/${path.map(([id, value]) => `${id}/${encodeURIComponent(value)}`).join('/')}${query.length === 0 ? '' : `?${query.map(([id, value]) => `${id}=${value}`).join('&')}`}`
}

describe('round trips', () => {
  it('the three forms of GS1 say the same, as it was put in, and come to one text', () =>
    fc.assert(fc.property(device, (given) => {
      const forms = [bracketed(given), raw(given), link(given)].map((text) => read(text))
      for (const udi of forms) {
        expect(codes(udi)).toEqual([])
        expect(said(udi)).toEqual({ ...given, packagingLevel: Number(given.di[0]) })
        expect(canonicalUdi(udi)).toBe(bracketed(given))
      }
    }), { numRuns: numRuns / 10 }), 1_200_000)

  it('an HIBC says what was put in, and so does its canonical text', () =>
    fc.assert(fc.property(
      fc.record({ di: fc.tuple(from(CAPITALS, 1, 1), from(CAPITALS + DIGITS, 4, 21), from(DIGITS, 1, 1)).map((parts) => parts.join('')), lot: from(CAPITALS + DIGITS, 1, 18), serial: from(CAPITALS + DIGITS, 1, 18), production: day, expiry: day, quantity: fc.integer({ min: 1, max: 99_999 }) }, { requiredKeys: ['di'] }),
      ({ di, lot, serial, production, expiry, quantity }) => {
        const main = expiry === undefined ? `$${lot ?? ''}` : `$$3${six(expiry)}${lot ?? ''}`
        const body = `+${di}/${main}${serial === undefined ? '' : `/S${serial}`}${production === undefined ? '' : `/16D${production.replaceAll('-', '')}`}${quantity === undefined ? '' : `/Q${quantity}`}`
        const sum = [...body].reduce((total, character) => total + `${DIGITS}${CAPITALS}-. $/+%`.indexOf(character), 0)
        const udi = read(`${body}${(`${DIGITS}${CAPITALS}-. $/+%`)[sum % 43] ?? ''}`)
        const parts = Object.fromEntries(Object.entries({ di, lot, serial, production, expiry, quantity }).filter(([, value]) => value !== undefined))
        expect(codes(udi)).toEqual([])
        expect(said(udi)).toEqual({ ...parts, packagingLevel: Number(di.at(-1)) })
        const canonical = canonicalUdi(udi)
        expect(said(read(canonical))).toEqual(said(udi))
        expect(codes(read(canonical))).toEqual([])
        expect(canonicalUdi(read(canonical, { now: new Date('1970-01-01') }))).toBe(canonical)
      }), { numRuns: numRuns / 10 }), 1_200_000)

  it('ISBT 128 in any order says the same, and comes to one text', () =>
    fc.assert(fc.property(fc.shuffledSubarray(['=/A9999XYZ100T0944', '=,000025', '=A99971312345600', '=>014032', '=}013032', '&,1000000000000XYZ123'], { minLength: 1 }), (structures) => {
      const [udi, sorted] = [read(structures.join('')), read(structures.toSorted().join(''))]
      expect(codes(udi)).toEqual([])
      expect(said(udi)).toEqual(said(sorted))
      expect(canonicalUdi(udi)).toBe(canonicalUdi(sorted))
      expect(canonicalUdi(read(canonicalUdi(udi)))).toBe(canonicalUdi(udi))
    })))
})

/** Texts that look like some form for a while, and then do not. */
const pieces = fc.constantFrom('(01)', '(10)', '(17)', '(21)', '(99)', '(', ')', '\\(', '01', '10', '17', '21', '09506000134352', '270228', GS, '<GS>', '^', ']d2', ']C1', ']E0', 'https://', 'id.gs1.org', '/', '?', '&', '=', '%', '%41', '+', '*', '_', ' ', '$', '$$', '$$+', '8', '9', '3', 'A123BJC5D6E71G', '/S', '/16D', '/14D', '/Q', '=/', '=,', '=>', '=}', '&,1', '=+', '=%', 'A9999', 'LOT', 'é', '\ud800', '\u0000')
const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')))

describe('whatever stands there', () => {
  it('is read without an error, in parts that stand where they say and do not overlap, frozen', () =>
    fc.assert(fc.property(anything, fc.constantFrom(undefined, 'di', 'lot', 'serial'), (text, bare) => {
      const udi = read(text, bare === undefined ? {} : { bare: bare as 'di' })
      let end = 0
      for (const part of udi.parts) {
        expect(text.slice(part.at, part.at + part.raw.length)).toBe(part.raw)
        expect(part.at).toBeGreaterThanOrEqual(end)
        end = part.at + part.raw.length
      }
      expect(Object.isFrozen(udi) && udi.parts.every((part) => Object.isFrozen(part))).toBe(true)
      // Who a label is does not hang on when it is read.
      expect(canonicalUdi(read(text, { now: new Date('1990-01-01'), ...(bare === undefined ? {} : { bare: bare as 'di' }) }))).toBe(canonicalUdi(udi))
    }), { numRuns }), 1_200_000)

  it('is read whole: no letter or digit is dropped unflagged but those of identifiers, schemes and stems', () =>
    fc.assert(fc.property(anything.filter((text) => !/https?:\/\//i.test(text)), (text) => {
      const udi = read(text)
      let outside = ''
      let end = 0
      for (const part of udi.parts) {
        outside += text.slice(end, part.at)
        end = part.at + part.raw.length
      }
      outside += text.slice(end)
      const left = outside.replace(/\][A-Za-z][0-9A-Za-z]/g, '').replace(/<GS>|<FNC1>|\{GS\}|\[FNC1\]/g, '').replace(/\(\d{2,4}\)/g, '')
      const ids = udi.parts.map(({ id }) => id.replace(/\W/g, '')).join('')
      expect(left.replace(/\W/g, '').length).toBeLessThanOrEqual(ids.length)
    }), { numRuns }), 1_200_000)
})
