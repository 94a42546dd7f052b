import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findApplicationIdentifier } from '../../src/identifiers/application-identifiers.ts'
import { codes, read } from './read.ts'

/** Barcode Writer in Pure PostScript: what it says is wrong with a text, undefined when it can be encoded. Associations of identifiers are not ours. */
const wrongBy = (bcid: string, text: string, options: object): string | undefined => {
  try {
    bwipjs.raw({ bcid, text, ...options } as Parameters<typeof bwipjs.raw>[0])
    return undefined
  } catch (error) {
    return String(error)
  }
}
const wrongGs1 = (text: string): string | undefined => wrongBy('gs1datamatrix', text, { lintreqs: false })

/** Linters over code lists of others, which are not checked here. */
const NOT_CHECKED = new Set(['iso4217', 'iso3166', 'iso3166999', 'iso3166alpha2', 'mediatype', 'packagetype', 'iban', 'couponcode', 'couponposoffer'])
const known = Array.from({ length: 10_000 }, (_, number) => String(number)).flatMap((digits) => [digits, digits.padStart(2, '0')]).map(findApplicationIdentifier).filter((one) => one !== undefined)
const CHECKED = [...new Set(known)].filter(({ components }) => components.every(({ linters }) => linters.every((linter) => !NOT_CHECKED.has(linter))))

describe('against Barcode Writer in Pure PostScript (bwip-js), which shares no code with ours', () => {
  it('a value of any identifier is sound to both or to neither', () => {
    expect(CHECKED.length).toBeGreaterThan(450)
    const value = fc.oneof(fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 24 }), fc.string({ unit: fc.constantFrom(...'0123456789AZaz-/%_#'), minLength: 1, maxLength: 20 }))
    fc.assert(fc.property(fc.constantFrom(...CHECKED), value, fc.boolean(), ({ ai, components }, text, fitted) => {
      const length = components.reduce((sum, { most, optional }) => sum + (optional ? 0 : most), 0)
      const given = fitted ? text.repeat(8).slice(0, length) : text
      // BWIPP takes a company prefix of two digits; GS1's own engine wants four (its test_ai_linters: (401)123), and so do we.
      fc.pre(/^\d{5}/.test(given) || components.every(({ linters }) => linters.every((linter) => !linter.startsWith('gcppos'))))
      const udi = `(${ai})${given}`
      expect([udi, codes(read(udi)).length === 0 ? undefined : 'wrong']).toEqual([udi, wrongGs1(udi) === undefined ? undefined : 'wrong'])
    }), { numRuns: 3000 })
  }, 120_000)

  it('dates and check digits alike', () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), fc.nat(999_999), fc.integer({ min: 0, max: 9 }), (year, month, day, item, check) => {
      const two = (number: number): string => String(number).padStart(2, '0')
      const text = `(01)0950600${String(item).padStart(6, '0')}${check}(17)${two(year)}${two(month)}${two(day)}`
      expect([text, codes(read(text)).length === 0]).toEqual([text, wrongGs1(text) === undefined])
    }), { numRuns: 1000 }), 120_000)

  it('HIBC\'s check character alike', () =>
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ'), minLength: 5, maxLength: 18 }), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.$/+%'), (body, check) => {
      const text = `A${body}1${check}`
      // A text whose check character is a space that somebody cut off is sound to us.
      const wrong = [text, ...(/\d$/.test(text) ? [`${text} `] : [])].every((one) => wrongBy('hibcdatamatrix', one, { validatecheck: true }) !== undefined)
      expect([text, codes(read(`+${text}`)).some((code) => code === 'CHECK_WRONG' || code === 'VALUE_IMPOSSIBLE')]).toEqual([text, wrong])
    }), { numRuns: 2000 }), 120_000)
})
