import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearMatches } from '../../src/recall/near-matches.ts'
import { formOf, NEAR_REASONS, nearReasons, variantsOf } from '../../src/recall/near-texts.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

const near = (a: string, b: string) => nearReasons({ text: a }, { text: b })

/**
 * Slips as people and machines make them, written without the code under test: a label and what became of it in a record. `finds`: how the record is found
 * from the label, by the form, by looking variants up, or only by holding two texts side by side.
 */
interface Slip {
  readonly name: string
  readonly reason: (typeof NEAR_REASONS)[number]
  readonly finds: 'form' | 'variant' | 'pair'
  readonly make: (label: string, at: number) => string
}
const put = (text: string, at: number, other: string, instead = 1): string => text.slice(0, at) + other + text.slice(at + instead)
/** The n-th place at which one of `from` stands takes what stands in `to` there; the text as it is where none does. */
const misread = (from: string, to: string) => (text: string, nth: number): string => {
  const places = [...text].flatMap((each, place) => (from.includes(each) ? [place] : []))
  const place = places[nth % Math.max(1, places.length)]
  return place === undefined ? text : put(text, place, to[from.indexOf(text[place] as string)] as string)
}
const SLIPS: readonly Slip[] = [
  { name: 'lower case', reason: 'CASE', finds: 'form', make: (label) => label.toLowerCase() },
  { name: 'typed full width', reason: 'WIDTH', finds: 'form', make: (label) => label.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)) },
  { name: 'a separator put in', reason: 'SEPARATORS', finds: 'form', make: (label, at) => put(label, 1 + (at % (label.length - 1)), '-/. _'[at % 5] as string, 0) },
  { name: 'zeros in front', reason: 'LEADING_ZEROS', finds: 'form', make: (label, at) => (/^\d/.test(label) ? '0'.repeat(1 + (at % 3)) + label : label) },
  { name: 'zeros behind a prefix', reason: 'LEADING_ZEROS', finds: 'form', make: (label, at) => label.replace(/^([ACEFHJKMNPRTUVWXY]+)(\d)/, `$1${'0'.repeat(1 + (at % 3))}$2`) },
  { name: 'O for 0, l for 1', reason: 'LOOKALIKE', finds: 'form', make: misread('01I', 'OIl') },
  { name: '0 for O, 1 for I', reason: 'LOOKALIKE', finds: 'form', make: misread('OQIL', '0011') },
  { name: 'read by a machine', reason: 'OCR', finds: 'form', make: misread('5S8B2Z6G0D', 'S5B8Z2G6D0') },
  { name: 'neighbours swapped', reason: 'TRANSPOSITION', finds: 'variant', make: (label, at) => put(label, at % (label.length - 1), (label[(at % (label.length - 1)) + 1] as string) + (label[at % (label.length - 1)] as string), 2) },
  { name: 'a key missed', reason: 'ONE_CHARACTER', finds: 'variant', make: (label, at) => put(label, at % label.length, '') },
  { name: 'a key struck twice', reason: 'ONE_CHARACTER', finds: 'variant', make: (label, at) => put(label, at % label.length, label[at % label.length] as string, 0) },
  { name: 'another character put in', reason: 'ONE_CHARACTER', finds: 'pair', make: (label, at) => put(label, at % label.length, 'X', 0) },
]
const label = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 6, maxLength: 20 })

describe('properties', { timeout: 60_000 }, () => {
  test.each(SLIPS)('$name: is near, and found by its $finds', ({ reason, finds, make }) => {
    let seen = 0
    fc.assert(fc.property(label, fc.nat(50), (text, at) => {
      const slipped = make(text, at)
      if (slipped === text) return
      seen += 1
      // A slip may look like a milder one: zeros swapped with a letter, a leading zero missed.
      const reasons = near(text, slipped)
      expect(reasons).toHaveLength(1)
      expect(NEAR_REASONS.indexOf(reasons[0] ?? 'SAME_LOT_OTHER_DI')).toBeLessThanOrEqual(NEAR_REASONS.indexOf(reason))
      if (finds === 'form') expect(formOf(slipped)).toBe(formOf(text))
      if (finds === 'variant') expect(variantsOf(text, 1000)).toContain(slipped)
    }), { numRuns: 200 })
    expect(seen).toBeGreaterThan(20)
  })
  test('two slips of writing together are found by their form', () => {
    const byForm = SLIPS.filter(({ finds }) => finds === 'form')
    fc.assert(fc.property(label, fc.constantFrom(...byForm), fc.constantFrom(...byForm), fc.nat(50), (text, one, other, at) => {
      expect(formOf(other.make(one.make(text, at), at))).toBe(formOf(text))
    }))
  })
  test('a form is its own form, of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => { expect(formOf(formOf(text))).toBe(formOf(text)) }))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { expect(formOf(formOf(text))).toBe(formOf(text)) }), { numRuns: 1000 })
  })
  test('nearness is the same both ways, no text is near itself, and one form is near or nothing', () => {
    const any = fc.oneof(label, fc.string({ unit: fc.constantFrom(...'0O1Il-_ aB8') }))
    fc.assert(fc.property(any, any, (a, b) => {
      expect(near(a, b)).toEqual(near(b, a))
      expect(near(a, a)).toEqual([])
      if (a !== b && formOf(a) === formOf(b) && formOf(a) !== '') expect(near(a, b)).not.toEqual([])
    }), { numRuns: 500 })
  })
  test('two numbers without zeros in front never have one form', () => {
    const number = fc.integer({ min: 1 }).map(String)
    fc.assert(fc.property(number, number, (a, b) => { expect(formOf(a) === formOf(b)).toBe(a === b) }), { numRuns: 500 })
  })
  test('variants are near, differ, and a shorter list is the beginning of a longer one', () => {
    fc.assert(fc.property(fc.oneof(label, fc.string({ unit: 'grapheme', maxLength: 12 })), fc.nat(80), (text, most) => {
      const variants = variantsOf(text, most)
      expect(variants.length).toBeLessThanOrEqual(most)
      expect(new Set([text, ...variants]).size).toBe(variants.length + 1)
      for (const variant of variants) expect(near(text, variant)).not.toEqual([])
      expect(variantsOf(text, most + 5).slice(0, variants.length)).toEqual(variants)
    }))
  })
})

/**
 * Kinds of misreading as published: ISMP Medication Safety Alert 2009;14 (July 2) and P&T 2012;37:663 (l 1, O 0, Z 2, I L, S 5, B 8, G 6), Unicode UTS #39
 * confusables (0 O, 1 l I |), spreadsheets dropping leading zeros, GS1 General Specifications 7.11 (characters a lot may have; case counts). The numbers are made up.
 */
describe('worked by hand', () => {
  test.each([
    ['LOT0012', 'lot0012', ['CASE']],
    ['AB-2024/07', 'AB202407', ['SEPARATORS']],
    ['AB-2024', 'AB 2024', ['SEPARATORS']],
    ['AB–2024', 'AB-2024', ['SEPARATORS']],
    ['00123456', '123456', ['LEADING_ZEROS']],
    ['N-0012', 'N12', ['SEPARATORS', 'LEADING_ZEROS']],
    ['A1O23', 'A1023', ['LOOKALIKE']],
    ['7l4I', '7141', ['LOOKALIKE']],
    ['O12', '12', ['LOOKALIKE', 'LEADING_ZEROS']],
    ['ＡＢ１２', 'AB12', ['WIDTH']],
    ['S8812', '5B812', ['OCR']],
    ['Z6A', '2GA', ['OCR']],
    ['ab1O', 'AB10', ['CASE', 'LOOKALIKE']],
    ['H241107', 'H241170', ['TRANSPOSITION']],
    ['h241107', 'H-241170', ['CASE', 'SEPARATORS', 'TRANSPOSITION']],
    ['H241107', 'H24107', ['ONE_CHARACTER']],
    ['H241107', 'H2411077', ['ONE_CHARACTER']],
    ['H241107', 'H2411X7', ['ONE_CHARACTER']],
  ])('%s and %s differ by %j', (a, b, reasons) => {
    expect(near(a, b)).toEqual(reasons)
  })
  test.each([
    ['H241107', 'H241108', 'the next of a running range'],
    ['36271', '36277', '1 and 7 are both real'],
    ['80012', '812', 'zeros within a number'],
    ['B0012', '812', 'and where the letter may be an 8'],
    ['A241107', 'C241107', 'another line of letters'],
    ['1234', '123', 'too short for a missed key'],
    ['AB12', 'BA21', 'two swaps'],
    ['-', '/', 'no text at all'],
  ])('%s is not near %s: %s', (a, b) => {
    expect(near(a, b)).toEqual([])
  })
  test('the same lot under another product is near, a slip under another is not, and where one product is unknown the texts alone count', () => {
    expect(nearReasons({ text: 'A1', di: '00800000000017' }, { text: 'A1', di: '00800000000024' })).toEqual(['SAME_LOT_OTHER_DI'])
    expect(nearReasons({ text: 'A1', di: '00800000000017' }, { text: 'a1', di: '00800000000024' })).toEqual([])
    expect(nearReasons({ text: 'A1', di: '00800000000017' }, { text: 'a1' })).toEqual(['CASE'])
    expect(nearReasons({ text: 'A1', di: '00800000000017' }, { text: 'A1' })).toEqual([])
  })
  test('forms and variants', () => {
    expect(formOf(' lot-N0012_B ')).toBe('10TN128')
    expect(variantsOf('N12', 9)).toEqual(['n12', 'N-12', 'N 12', 'N/12', 'N.12', 'N_12', 'N012', 'N0012', 'N00012'])
    expect(variantsOf('A-0', 3)).toEqual(['A0', 'a-0', 'A 0'])
  })
})

describe('near matches of many texts', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'a', 'B', '8', '0', 'O', '1', 'I', '-', ' ', '2'), minLength: 1, maxLength: 6 })
  test('are those of every pair', () => {
    fc.assert(fc.property(fc.uniqueArray(text, { maxLength: 12 }), fc.uniqueArray(text, { maxLength: 12 }), (asked, values) => {
      const bearers = values.map((value, place) => ({ ref: storedRef(`Lot/${place}`), value }))
      const pairs = bearers.flatMap(({ ref, value }) => asked.flatMap((one) => {
        const reasons = near(one, value)
        return reasons.length === 0 || reasons.includes('ONE_CHARACTER') ? [] : [`${ref} ${one} ${reasons.join(', ')}`]
      }))
      expect(nearMatches(asked, bearers, () => false).map(({ entity, near: one, reason }) => `${entity} ${one} ${reason}`).sort()).toEqual(pairs.sort())
    }), { numRuns: 500 })
  })
})
