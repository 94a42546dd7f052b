import { describe, expect, it } from 'vitest'
import { canonicalUdi } from '../../src/identifiers/canonical-udi.ts'
import { codes, read, said } from './read.ts'

describe('ICCBBA ST-017, ST-001 and ST-012: examples', () => {
  it.each([
    ['=A99991712345600', 'isbt-128', { donation: 'A99991712345600' }],
    ['=/A9997AB3456T0123', 'isbt-128', { di: 'A9997AB3456T0123' }],
    ['=G12341765432170', 'isbt-128', { donation: 'G12341765432170' }],
    ['=A99991712345600=,000012', 'isbt-128', { donation: 'A99991712345600', serial: '000012' }],
    ['=+04000=/A9997XYZ100T0479=A99991712345600=,000012=>019031', 'isbt-128-compound', { di: 'A9997XYZ100T0479', donation: 'A99991712345600', serial: '000012', expiry: '2019-01-31' }],
    ['=+04035=/A9997XYZ100T0479=,000012=A99991712345600=>019031', 'isbt-128-compound', { di: 'A9997XYZ100T0479', donation: 'A99991712345600', serial: '000012', expiry: '2019-01-31' }],
    ['=+06000=/A9999XYZ100T0476=,000025=A99971712345600=>019032=}017032&,1000000000000XYZ123', 'isbt-128-compound',
      { di: 'A9999XYZ100T0476', serial: '000025', donation: 'A99971712345600', expiry: '2019-02-01', production: '2017-02-01', lot: '000000000000XYZ123' }],
  ])('%s', (text, form, parts) => {
    const udi = read(text)
    expect(udi).toMatchObject({ agency: 'ICCBBA', form, flags: [] })
    expect(said(udi)).toEqual(parts)
    expect(said(read(canonicalUdi(udi)))).toEqual(parts)
  })

  it('two orders of the same structures come to the same', () => {
    const canonical = canonicalUdi(read('=+04000=/A9997XYZ100T0479=A99991712345600=,000012=>019031'))
    expect(canonical).toBe('=/A9997XYZ100T0479=,000012=A99991712345600=>019031')
    expect(canonicalUdi(read('=+04035=/A9997XYZ100T0479=,000012=A99991712345600=>019031'))).toBe(canonical)
  })

  it('ST-001 appendix A: flag characters 70 are right for G1234 17 654321, 71 are not', () => {
    expect(codes(read('=G12341765432171'))).toEqual(['CHECK_WRONG'])
    expect(read('=G12341765432171').donation).toBe('G12341765432171')
  })

  it('of a message on blood what is no UDI is kept', () => {
    const udi = read('=+05000=Z54991712345600=%T300=<T0416003&>0183652359&,4PL001499Z549917123456A00T041600320181231')
    expect(said(udi)).toEqual({ donation: 'Z54991712345600', expiry: '2018-12-31T23:59' })
    expect(codes(udi)).toEqual(['IDENTIFIER_UNKNOWN'])
    expect(udi.parts.at(-1)).toMatchObject({ kind: 'unread', value: '4PL001499Z549917123456A00T041600320181231' })
  })
})

describe('FDA, UDI formats by FDA-accredited issuing agency: ICCBBA', () => {
  it('the example for tissue is read', () =>
    expect(said(read('=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123'))).toEqual(
      { di: 'A9999XYZ100T0944', serial: '000025', donation: 'A99971312345600', expiry: '2014-02-01', production: '2013-02-01', lot: '000000000000XYZ123' }))
  it('the example for blood bags is read, small letters kept', () => {
    expect(said(read('=)1TE123456A&)RZ12345678'))).toEqual({ di: '1TE123456A', lot: 'RZ12345678' })
    expect(read('=)1te123456a&)rz12345678')).toMatchObject({ di: '1te123456a', lot: 'rz12345678', flags: [] })
  })
})

describe('what is not as ISBT 128 has it', () => {
  it.each([
    ['=+05000=/A9997XYZ100T0479=A99991712345600=,000012=>019031', ['COUNT_WRONG']],
    ['=/A999OAB3456T0123', ['VALUE_IMPOSSIBLE']],
    ['=/A9997ab3456T0123', ['VALUE_IMPOSSIBLE']],
    ['=A9O991712345600', ['VALUE_IMPOSSIBLE']],
    ['=A99991x12345600', ['VALUE_IMPOSSIBLE']],
    ['=,00001a', ['VALUE_IMPOSSIBLE']],
    ['=A999917123456', ['LENGTH_UNDER']],
    ['=>019366', ['DATE_IMPOSSIBLE']],
    ['=A99991712345600&xSOME-LOCAL-DATA', ['IDENTIFIER_UNKNOWN']],
  ])('%s → %j', (text, flags) => expect(codes(read(text))).toEqual(flags))
})
