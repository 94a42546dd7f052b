import { describe, expect, it } from 'vitest'
import { canonicalUdi } from '../../src/identifiers/canonical-udi.ts'
import { compareUdi } from '../../src/identifiers/compare-udi.ts'
import { UDI_FLAG_CODES, type UdiFlagCode } from '../../src/identifiers/udi-flags.ts'
import { codes, read, said } from './read.ts'

/** Worked by hand: what is wrong with a text, and what is read of it all the same. */
const CASES: readonly (readonly [text: string, flags: readonly UdiFlagCode[], parts: Readonly<Record<string, unknown>>])[] = [
  ['', ['TEXT_EMPTY'], {}],
  ['  \t', ['TEXT_EMPTY'], {}],
  ['LOT-4711', ['FORM_UNKNOWN'], {}],
  ['(01)09506000134353(10)A1', ['CHECK_WRONG'], { di: '09506000134353', packagingLevel: 0, lot: 'A1' }],
  [']d2010950600013435310A1', ['CHECK_WRONG'], { di: '09506000134353', packagingLevel: 0, lot: 'A1' }],
  ['0109506000134353', ['CHECK_WRONG'], { di: '09506000134353', packagingLevel: 0 }],
  ['(01)9506000134352(10)A1', ['DI_PADDED'], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['(01)09506000134352(17)270230(10)A1', ['DATE_IMPOSSIBLE'], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['(01)09506000134352(17)271301(10)A1', ['DATE_IMPOSSIBLE'], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['(01)09506000134352(10)A~1', ['CHARACTERS_OUTSIDE'], { di: '09506000134352', packagingLevel: 0, lot: 'A~1' }],
  ['(01)09506000134352(10)123456789012345678901', ['LENGTH_OVER'], { di: '09506000134352', packagingLevel: 0, lot: '123456789012345678901' }],
  ['(01)09506000134352(10)', ['LENGTH_UNDER'], { di: '09506000134352', packagingLevel: 0, lot: '' }],
  ['(01)09506000134352(28)X(10)A1', ['IDENTIFIER_UNKNOWN'], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['(01)09506000134352(10)A1(10)A2', ['PART_REPEATED'], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['(01)09506000134352(10)A1(10)A1', [], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['0109506000134352(17)270228', ['FORMS_MIXED'], { di: '09506000134352', packagingLevel: 0, expiry: '2027-02-28' }],
  ['(01)095060001343521727022810A1', ['FORMS_MIXED'], { di: '09506000134352', packagingLevel: 0, expiry: '2027-02-28', lot: 'A1' }],
  ['(01)09506000134352(10)A1 +A123BJC5D6E71G', ['FORMS_MIXED'], { di: '09506000134352', packagingLevel: 0, lot: 'A1' }],
  ['LOT (10)A1', ['DATA_LEFT'], { lot: 'A1' }],
  ['(01)09506000134352(8007)XX', [], { di: '09506000134352', packagingLevel: 0 }],
  ['(8011)012', ['VALUE_IMPOSSIBLE'], {}],
  [']d2010950600013435210ABCDEFGHIJK-17270228-', ['LENGTH_OVER'], { di: '09506000134352', packagingLevel: 0, lot: 'ABCDEFGHIJK-17270228-' }],
  [']d2010950600013435210ABCDEFGHIJKLMNOPQR17270228', ['SEPARATOR_MISSING'], { di: '09506000134352', packagingLevel: 0, lot: 'ABCDEFGHIJKLMNOPQR', expiry: '2027-02-28' }],
  ['010950600013435210A121S1', ['SEPARATOR_DOUBTFUL'], { di: '09506000134352', packagingLevel: 0, lot: 'A121S1' }],
  ['https://id.gs1.org/ARFKk4XB0CDKWcnpq', ['LINK_COMPRESSED'], {}],
  ['https://id.gs1.org/01/09506000134352/10/A%ZZ', ['LINK_UNSOUND'], { di: '09506000134352', packagingLevel: 0, lot: 'A%ZZ' }],
  ['+A123BJC5D6E71H', ['CHECK_WRONG'], { di: 'A123BJC5D6E71', packagingLevel: 1 }],
  ['+A123BJC5D6E71G +$$52001510X3XU', ['LINK_CHARACTER_WRONG'], { di: 'A123BJC5D6E71', packagingLevel: 1, lot: '10X3', expiry: '2020-01-15' }],
  ['=+03000=/A9997XYZ100T0479=,000012', ['COUNT_WRONG'], { di: 'A9997XYZ100T0479', serial: '000012' }],
]

describe('what is wrong with a text', () => {
  it.each(CASES)('%j → %j', (text, flags, parts) => {
    const udi = read(text)
    expect(codes(udi)).toEqual(flags)
    expect(said(udi)).toEqual(parts)
  })

  it('every code of a text alone has a case', () => {
    const shown = new Set(CASES.flatMap(([, flags]) => flags))
    expect(UDI_FLAG_CODES.filter((code) => !shown.has(code))).toEqual(['READABLE_CONTRADICTS', 'READABLE_LACKS', 'MACHINE_LACKS'])
  })

  it('a flag says where and what', () =>
    expect(read('(01)09506000134353').flags).toEqual([{ code: 'CHECK_WRONG', at: 4, text: "The check character of (01) GTIN is '3', wanted '2': a character was misread, or the check character is missing.", parameters: { of: '(01) GTIN', given: '3', wanted: '2' } }]))

  it.each(['(10)A', '(10)A(10)B', ' ', ' +', '\u001d', '^', '10A^', '=~', '=,000001', '/', '(', '*+', '0109506000134352', '&', '%', '$', '+A'])('a long run of %j takes time by its length alone', (piece) => {
    const text = `(01)${piece.repeat(Math.ceil(100_000 / piece.length))}x`
    for (const given of [text, text.slice(4), `https://a/01/${text}`, `]d2${text}`, `=/${text}`, `+$$${text}`]) expect(canonicalUdi(read(given))).toBeTypeOf('string')
  }, 20_000)

  it('what is long is repeated in part', () => expect(read(`(10)${'x'.repeat(100_000)}`).flags[0]?.text.length).toBeLessThan(300))
})

describe('what a machine reads and what people read', () => {
  const machine = read(']d2010950600013435217270228 10A1'.replace(' ', '') + '\u001d21S1')
  it.each([
    ['(01)09506000134352(17)270228(10)A1(21)S1', []],
    ['(01)09506000134352(17)270200(10)A1(21)S1', []],
    ['(01)09506000134352(17)270227(10)A1(21)S1', ['READABLE_CONTRADICTS']],
    ['(01)09506000134352(17)270228(10)Al(21)S1', ['READABLE_CONTRADICTS']],
    ['(01)09506000134352(17)270228(10)A1', ['READABLE_LACKS']],
    ['(01)09506000134352(11)260301(17)270228(10)A1(21)S1', ['MACHINE_LACKS']],
  ])('%s: %j', (human, flags) => expect(compareUdi(machine, read(human)).map(({ code }) => code)).toEqual(flags))
})

describe('the canonical text of what is not sound', () => {
  it('keeps a wrong check digit: two labels of one misprint are one', () =>
    expect(canonicalUdi(read(']d2010950600013435310A1'))).toBe('(01)09506000134353(10)A1'))
  it('is the text itself where something could not be read', () => expect(canonicalUdi(read(' LOT (10)A1 '))).toBe('LOT (10)A1'))
  it('tells a date that is none from another', () => expect(canonicalUdi(read('+$$5213663C001LC'))).toBe('+$$5213663C001LC'))
})
