import { describe, expect, it } from 'vitest'
import { canonicalUdi } from '../../src/identifiers/canonical-udi.ts'
import { codes, read, said } from './read.ts'

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
/** The standard's tables have C for the check character: the one that belongs there. */
const checked = (text: string): string => `${text.slice(0, -1)}${VALUES[[...text.slice(0, -1)].reduce((sum, character) => sum + VALUES.indexOf(character), 0) % 43] ?? ''}`

describe('ANSI/HIBC 2.6, worked examples', () => {
  it.each([
    ['+A123BJC5D6E71G', 'appendix B', { di: 'A123BJC5D6E71', packagingLevel: 1 }],
    ['+H123ABC01234567890D', 'appendix C.3', { di: 'H123ABC01234567890', packagingLevel: 0 }],
    ['+$A1234GU', 'appendix E1.1, link G', { lot: 'A1234' }],
    ['+$$52001510X3GD', 'section 4.3.2, link G', { lot: '10X3', expiry: '2020-01-15' }],
    ['+A99912345/$$52001510X33', 'section 2.2.1.1', { di: 'A99912345', packagingLevel: 5, lot: '10X3', expiry: '2020-01-15' }],
    ['+A123BJC5D6E71/$$52001510X3C', 'section 4.3.3', { di: 'A123BJC5D6E71', packagingLevel: 1, lot: '10X3', expiry: '2020-01-15' }],
    ['+A99912345/$$52001510X3/16D20111212/S77DEFG457', 'section 2.3.2', { di: 'A99912345', packagingLevel: 5, lot: '10X3', expiry: '2020-01-15', production: '2011-12-12', serial: '77DEFG45' }],
    ['+A99912345/$10X3/16D20111231/14D202001313', 'section 2.3.2.3', { di: 'A99912345', packagingLevel: 5, lot: '10X3', production: '2011-12-31', expiry: '2020-01-31' }],
    ['+A99912349/$10X3/16D20111231/14D20200131/Q500Z', 'section 2.3.2.4', { di: 'A99912349', packagingLevel: 9, lot: '10X3', production: '2011-12-31', expiry: '2020-01-31', quantity: 500 }],
  ])('%s (%s)', (text, _, parts) => {
    const udi = read(text)
    expect(codes(udi)).toEqual([])
    expect(said(udi)).toEqual(parts)
    const again = read(canonicalUdi(udi))
    expect({ ...said(again), flags: codes(again) }).toEqual({ ...parts, flags: [] })
    expect(codes(read(`*${text}*`))).toEqual([])
  })
})

describe('ANSI/HIBC 2.6, table F1, and 2.3 for quantities: every date and quantity format. L and C stand for link and check character', () => {
  const lot = '3C001'
  const month = '2005-09-30'
  const day = '2005-09-28'
  const hour = '2005-09-28T22:00Z'
  it.each([
    ['+05271LC', { expiry: day }],
    ['+052713C001LC', { expiry: day, lot }],
    ['+$3C001LC', { lot }],
    ['+$$09053C001LC', { expiry: month, lot }],
    ['+$$20928053C001LC', { expiry: day, lot }],
    ['+$$30509283C001LC', { expiry: day, lot }],
    ['+$$4050928223C001LC', { expiry: hour, lot }],
    ['+$$5052713C001LC', { expiry: day, lot }],
    ['+$$605271223C001LC', { expiry: hour, lot }],
    ['+$$73C001LC', { lot }],
    ['+$$82409053C001LC', { quantity: 24, expiry: month, lot }],
    ['+$$82420928053C001LC', { quantity: 24, expiry: day, lot }],
    ['+$$82430509283C001LC', { quantity: 24, expiry: day, lot }],
    ['+$$8244050928223C001LC', { quantity: 24, expiry: hour, lot }],
    ['+$$8245052713C001LC', { quantity: 24, expiry: day, lot }],
    ['+$$824605271223C001LC', { quantity: 24, expiry: hour, lot }],
    ['+$$82473C001LC', { quantity: 24, lot }],
    ['+$$824LC', { quantity: 24 }],
    ['+$$90010009053C001LC', { quantity: 100, expiry: month, lot }],
    ['+$$90010020928053C001LC', { quantity: 100, expiry: day, lot }],
    ['+$$90010030509283C001LC', { quantity: 100, expiry: day, lot }],
    ['+$$9001004050928223C001LC', { quantity: 100, expiry: hour, lot }],
    ['+$$9001005052713C001LC', { quantity: 100, expiry: day, lot }],
    ['+$$900100605271223C001LC', { quantity: 100, expiry: hour, lot }],
    ['+$$90010073C001LC', { quantity: 100, lot }],
    ['+$$900100LC', { quantity: 100 }],
    ['+$+0001LC', { serial: '0001' }],
    ['+$$+09050001LC', { expiry: month, serial: '0001' }],
    ['+$$+20928050001LC', { expiry: day, serial: '0001' }],
    ['+$$+30509280001LC', { expiry: day, serial: '0001' }],
    ['+$$+4050928200001LC', { expiry: '2005-09-28T20:00Z', serial: '0001' }],
    ['+$$+5052710001LC', { expiry: day, serial: '0001' }],
    ['+$$+605271200001LC', { expiry: '2005-09-28T20:00Z', serial: '0001' }],
    ['+$$+70001LC', { serial: '0001' }],
  ])('%s', (text, parts) => {
    const udi = read(checked(text))
    expect(said(udi)).toEqual(parts)
    expect(udi).toMatchObject({ form: 'hibc-secondary', flags: [] })
    expect(udi.parts.find(({ kind }) => kind === 'link')?.value).toBe('L')
    expect(said(read(canonicalUdi(udi)))).toEqual(parts)
  })
})

describe('FDA, UDI formats by FDA-accredited issuing agency, version 1.3 (2017): HIBCC', () => {
  it('the plain-text example is read; C stands for its check character', () => {
    const udi = read('*+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202C*')
    expect(said(udi)).toEqual({ di: 'H123PARTNO1234567890120', packagingLevel: 0, expiry: '2020-02-02T16:00Z', lot: 'LOT123456789012345', serial: 'XYZ456789012345678', production: '2013-02-02' })
    expect(codes(udi)).toEqual(['CHECK_WRONG'])
  })
})

describe('labels of the trade', () => {
  it.each([
    // Reported to the maintainers of a public parser (BarcodeParserBuilder, issues 16, 20 and 47) as labels in use.
    ['+E203PB414109/$$8243280112R00089525J', { di: 'E203PB414109', packagingLevel: 9, quantity: 24, expiry: '2028-01-12', lot: 'R00089525' }],
    ['+EHWD3551419/$$900100F', { di: 'EHWD3551419', packagingLevel: 9, quantity: 100 }],
    ['+EHWD3551419/$/Q100X', { di: 'EHWD3551419', packagingLevel: 9, quantity: 100 }],
    ['+E260PPAUXEMO19+ +$$8053290331260301104+$', { di: 'E260PPAUXEMO19', packagingLevel: 9, quantity: 5, expiry: '2029-03-31', lot: '260301104' }],
  ])('%s', (text, parts) => {
    const udi = read(text)
    expect(codes(udi)).toEqual([])
    expect(said(udi)).toEqual(parts)
  })
})

describe('ANSI/HIBC 1.3, provider applications: checked and kept', () => {
  it.each([
    ['+/EO5232013', ['EO523201']],
    ['+/EAH783B', ['EAH783']],
    ['+/KN12345A', ['KN12345']],
    ['+/ACMRN123456/V2009121908334', ['ACMRN123456', 'V200912190833']],
    ['+/EU720060FF0/O523201/Z34H159/M9842431340V', ['EU720060FF0', 'O523201', 'Z34H159', 'M9842431340']],
  ])('%s', (text, kept) => {
    const udi = read(text)
    expect(udi).toMatchObject({ form: 'hibc-pas', flags: [] })
    expect(udi.parts.filter(({ kind }) => kind === 'other').map(({ value }) => value)).toEqual(kept)
  })
})

describe('check characters of HIBC', () => {
  it('a space is printed as an underscore, and lost where blanks are cut off', () => {
    // A space is worth 38, and 124 - 2 * 43 is 38: + A 9 9 9 Z 9 2 is 41 + 10 + 27 + 35 + 9 + 2 = 124.
    const forms = ['+A999Z92_', '+A999Z92 ', '+A999Z92'].map((text) => read(text))
    expect(forms.map(({ di }) => di)).toEqual(['A999Z92', 'A999Z92', 'A999Z92'])
    expect(forms.flatMap(codes)).toEqual([])
  })

  it('a secondary of another label is told', () => {
    expect(codes(read('+A123BJC5D6E71G +$$52001510X3GD'))).toEqual([])
    expect(codes(read('*+H123ABC01234567890D*+$$52001510X3GD*'))).toEqual(['LINK_CHARACTER_WRONG'])
  })

  it('primary and secondary come to the same as both in one', () =>
    expect(canonicalUdi(read('+A123BJC5D6E71G +$$52001510X3GD'))).toBe(canonicalUdi(read('+A123BJC5D6E71/$$52001510X3C'))))
})
