import { describe, expect, it } from 'vitest'
import { canonicalUdi } from '../../src/identifiers/canonical-udi.ts'
import { codes, read, said } from './read.ts'

const GS = '\u001d'

describe('FDA, UDI formats by FDA-accredited issuing agency, version 1.3 (2017): GS1', () => {
  const text = '(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234'
  const parts = { di: '51022222233336', production: '2014-12-31', expiry: '2015-07-07', lot: 'A213B1', serial: '1234', packagingLevel: 5 }

  it('the plain-text example is read whole', () => {
    const udi = read(text)
    expect(udi).toMatchObject({ agency: 'GS1', form: 'gs1-bracketed', flags: [] })
    expect(said(udi)).toEqual(parts)
    expect(canonicalUdi(udi)).toBe(text)
  })

  it.each([
    ['raw, FNC1 as GS', `0151022222233336111412311715070710A213B1${GS}211234`],
    ['raw from a Data Matrix', `]d20151022222233336111412311715070710A213B1${GS}211234`],
    ['raw from a GS1-128, in another order', `]C1015102222223333610A213B1${GS}211234${GS}1114123117150707`],
    ['raw from a QR code, a separator at the end', `]Q30151022222233336111412311715070710A213B1${GS}211234${GS}`],
    ['raw, FNC1 written', ']d20151022222233336111412311715070710A213B1<GS>211234'],
    ['raw, FNC1 where none is needed (General Specifications 7.8.6.3)', `]d20151022222233336${GS}11141231${GS}17150707${GS}10A213B1${GS}211234`],
    ['with blanks for the eye', '(01) 51022222233336 (11) 141231 (17) 150707 (10) A213B1 (21) 1234'],
    ['Digital Link', 'https://id.gs1.org/01/51022222233336/10/A213B1/21/1234?11=141231&17=150707'],
    ['Digital Link with a stem and others\' parameters', 'https://example.com/some/stem/01/51022222233336/10/A213B1/21/1234?linkType=all&17=150707&11=141231#top'],
  ])('%s says the same', (_, given) => {
    const udi = read(given)
    expect(codes(udi)).toEqual([])
    expect(said(udi)).toEqual(parts)
    expect(canonicalUdi(udi)).toBe(text)
  })
})

describe('GS1 Barcode Syntax Engine, test_ai_parseAIdata: bracketed', () => {
  it.each([
    ['(01)12345678901231', []],
    ['(10)12345', []],
    ['(01)12345678901231(10)12345', []],
    ['(3100)123456(10)12345', []],
    ['(10)12345(11)991225', []],
    ['(3900)12345(11)991225', []],
    ['(10)12345\\(11)991225', []],
    ['(10)12345\\(', []],
    ['(235)ABCDEFGHIJKLMNOPQRSTUVWXYZ12', []],
    ['(235)ABCDEFGHIJKLMNOPQRSTUVWXYZ123', ['LENGTH_OVER']],
    ['(10)(11)98765', ['LENGTH_UNDER', 'LENGTH_UNDER']],
    ['(10)12345(11)', ['LENGTH_UNDER']],
    ['(01)123456789012312(10)12345', ['LENGTH_OVER']],
    ['(17)9(90)217', ['LENGTH_UNDER']],
    ['(1A)12345', ['FORM_UNKNOWN']],
    ['12345', ['FORM_UNKNOWN']],
    ['()12345', ['FORM_UNKNOWN']],
    ['(1)12345', ['FORM_UNKNOWN']],
    ['(12345)12345', ['FORM_UNKNOWN']],
    ['(15', ['FORM_UNKNOWN']],
  ])('%s → %j', (text, flags) => expect(codes(read(text))).toEqual(flags))

  it('an asterisk before a plus is the serial number\'s', () => expect(read('(01)51022222233336(21)A*+B1')).toMatchObject({ serial: 'A*+B1', flags: [] }))
  it('an escaped bracket is the lot\'s', () => expect(read('(10)12345\\(11)991225').lot).toBe('12345(11)991225'))
})

describe('GS1 Barcode Syntax Engine, test_ai_processAIdata: raw, ^ for FNC1', () => {
  it.each([
    '^991234', '^0112345678901231', '^0112345678901231^', '^0112345678901231991234', '^0112345678901231^991234', '^2421', '^242123456', '^242123456^10ABC123', '^242123456^', '^81111234', '^81111234^10ABC123',
    '^800112341234512398', '^800112341234512398^0112345678901231', '^7007211225211231', '^7007211225', '^800302112345678900ABC', '^800302112345678900', '^800302112345678900^10ABC123', '^800302112345678900ABCDEFGHIJKLMNOP',
    '^7230121234567890123456789012345678', '^7230123', '^235ABC', '^0112345678901231235XYZ^10BATCH', '^423528', '^423528528', '^423528528528528528',
  ])('%s is sound', (text) => expect(codes(read(text))).toEqual([]))

  it.each([
    '^891234', '^99~ABC', '^99ABC~', '^01A2345678901231', '^011234567890123A', '^0112345678901234', '^011234567890123', '^01123456789012312', '^011234567890123^', '^01123456789012345^', '^01123456789012345^991234', '^2421234567', '^8111123', '^811112345',
    '^80011234123451239', '^8001123412345123981', '^80011234123451239^0112345678901231', '^70072112252', '^7007211225211', '^70072112252212311', '^800302112345678901ABC', '^800302112345678900ABCDEFGHIJKLMNOPQ', '^72301212345678901234567890123456789', '^723012',
    '^235ABCDEFGHIJKLMNOPQRSTUVWXYZ123', '^423', '^4235', '^42352', '^4235285', '^42352852852852', '^4235285285285285285',
  ])('%s is not', (text) => expect(codes(read(text))).not.toEqual([]))
})

describe('GS1 Barcode Syntax Engine, test_ai_linters', () => {
  it.each([
    ['(00)123456789012345675', []],
    ['(00)A23456789012345675', ['CHARACTERS_OUTSIDE']],
    ['(8010)123456_', ['CHARACTERS_OUTSIDE']],
    ['(8030)ABC:123', ['CHARACTERS_OUTSIDE']],
    ['(00)123456789012345670', ['CHECK_WRONG']],
    ['(8013)123456ABXX', ['CHECK_WRONG']],
    ['(401)123', ['VALUE_IMPOSSIBLE']],
    ['(7023)12A4', ['VALUE_IMPOSSIBLE']],
    ['(7040)1AB=', ['VALUE_IMPOSSIBLE']],
    ['(8001)12340000012311', ['VALUE_IMPOSSIBLE']],
    ['(8003)112345678901281234567890123456', ['VALUE_IMPOSSIBLE']],
    ['(8011)023456789012', ['VALUE_IMPOSSIBLE']],
    ['(4321)2', ['VALUE_IMPOSSIBLE']],
    ['(8001)12341234512321', ['VALUE_IMPOSSIBLE']],
    ['(4326)201300', ['DATE_IMPOSSIBLE']],
    ['(4326)201200', ['DATE_IMPOSSIBLE']],
    ['(4324)2012252400', ['VALUE_IMPOSSIBLE']],
    ['(4324)2012252360', ['VALUE_IMPOSSIBLE']],
    ['(8008)201225230060', ['VALUE_IMPOSSIBLE']],
    ['(8026)123456789012310099', ['VALUE_IMPOSSIBLE']],
    ['(8026)123456789012310100', ['VALUE_IMPOSSIBLE']],
    ['(8026)123456789012310302', ['VALUE_IMPOSSIBLE']],
    ['(4300)ABC%0g', ['VALUE_IMPOSSIBLE']],
    ['(4309)18000000010000000000', ['VALUE_IMPOSSIBLE']],
    ['(4309)00000000003600000001', ['VALUE_IMPOSSIBLE']],
    ['(4330)000000X', ['VALUE_IMPOSSIBLE']],
    ['(7252)5', ['VALUE_IMPOSSIBLE']],
    ['(7258)111', ['VALUE_IMPOSSIBLE']],
    ['(7258)0/3', ['VALUE_IMPOSSIBLE']],
    ['(7258)2/1', ['VALUE_IMPOSSIBLE']],
    ['(01)95012345678903(3103)000123', []],
    ['(01)95012345678902(3103)000123', ['CHECK_WRONG']],
    ['(01)95012345678903(11)131313', ['DATE_IMPOSSIBLE']],
  ])('%s → %j', (text, flags) => expect(codes(read(text))).toEqual(flags))
})

describe('GS1 Digital Link URI syntax, examples; GS1 Barcode Syntax Engine, test_dl_parseDLuri', () => {
  it.each([
    ['https://id.gs1.org/01/09520123456788', '(01)09520123456788'],
    ['https://brand.example.com/01/9520123456788', '(01)09520123456788'],
    ['https://brand.example.com/some-extra/pathinfo/01/9520123456788', '(01)09520123456788'],
    ['https://id.gs1.org/01/09520123456788/22/2A', '(01)09520123456788(22)2A'],
    ['https://id.gs1.org/01/09520123456788/10/ABC123', '(01)09520123456788(10)ABC123'],
    ['https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426', '(01)09520123456788(17)180426(10)ABC1(21)12345'],
    ['https://id.gs1.org/01/09520123456788?3103=000195', '(01)09520123456788(3103)000195'],
    ['https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225', '(01)09520123456788(17)201225(3103)000195(3922)0299'],
    ['HTTPS://a/00/006141411234567890', '(00)006141411234567890'],
    ['https://a/00/faux/00/006141411234567890', '(00)006141411234567890'],
    ['https://a/01/416000336108', '(01)00416000336108'],
    ['https://a/01/02345673', '(01)00000002345673'],
    ['https://a/gtin/12312312312333/ser/ABC123', '(01)12312312312333(21)ABC123'],
    ['https://a/01/12312312312333/22/ABC%2d123?99=ABC&98=XYZ%2f987', '(01)12312312312333(22)ABC-123(98)XYZ/987(99)ABC'],
    ['https://a/01/12312312312333/22/ABC+123?99=ABC', '(01)12312312312333(22)ABC+123(99)ABC'],
    ['https://a/01/12312312312333?&&&99=ABC&&&singleton&unknown=666&98=XYZ&&&', '(01)12312312312333(98)XYZ(99)ABC'],
  ])('%s is %s', (link, canonical) => {
    const udi = read(link)
    expect(codes(udi).filter((code) => code !== 'CHECK_WRONG')).toEqual([])
    expect(canonicalUdi(udi)).toBe(canonical)
  })

  it.each([
    ['https://a/stem/00/006141411234567890/', 'LINK_UNSOUND'],
    ['https://a/01/12312312312333/10/ABC/22/2A', 'LINK_UNSOUND'],
    ['https://a/01/12312312312333/22/2A/235/X', 'LINK_UNSOUND'],
    ['https://a/b', 'LINK_UNSOUND'],
    ['https://a/01/12312312312333?99=', 'LENGTH_UNDER'],
    ['https://a/01/12312312312333?99=ABC&999=faux', 'IDENTIFIER_UNKNOWN'],
    ['https://a/01/12312312312333?98=XYZ+987', 'CHARACTERS_OUTSIDE'],
    ['https://id.gs1.org/ARFKk4XB0CDKWcnpq', 'LINK_COMPRESSED'],
  ])('%s is flagged %s', (link, code) => expect(codes(read(link))).toContain(code))

  it('of a link that is compressed behind its key the key is read', () =>
    expect(read('https://id.gs1.org/01/09506000134376/BhZRKk4XB0CDKW')).toMatchObject({ form: 'gs1-link-compressed', di: '09506000134376' }))
})

describe('dates as GS1 General Specifications 7.12 and 3.4 have them', () => {
  it.each([
    ['76', 2076], ['77', 1977], ['26', 2026], ['00', 2000], ['99', 1999],
  ])('in 2026 the year %s is %i', (year, full) => expect(read(`(17)${year}0115`).expiry?.date).toBe(`${full}-01-15`))

  it.each([
    ['2048-06-01', '99', 1999], ['2049-06-01', '99', 2099], ['2050-06-01', '01', 2001], ['2051-06-01', '01', 2101], ['2099-06-01', '49', 2149], ['2099-06-01', '50', 2050],
  ])('in %s the year %s is %i', (now, year, full) => expect(read(`(17)${year}0115`, { now: new Date(now) }).expiry?.date).toBe(`${full}-01-15`))

  it('day 00 is the last of the month', () => {
    expect(read('(17)280200').expiry).toEqual({ date: '2028-02-29', precision: 'month' })
    expect(read('(17)270200').expiry).toEqual({ date: '2027-02-28', precision: 'month' })
  })

  it('an expiry with its time is one', () => expect(read('(01)09506000134352(7003)2612241830').expiry).toEqual({ date: '2026-12-24', precision: 'time', time: '18:30' }))
})

describe('bare numbers', () => {
  it.each([
    ['96385074', '00000096385074'], ['614141000036', '00614141000036'], ['4006381333931', '04006381333931'], ['10614141000415', '10614141000415'], [']E04006381333931', '04006381333931'],
  ])('%s is the GTIN %s', (text, di) => expect(read(text)).toMatchObject({ agency: 'bare', form: 'bare-di', di, flags: [] }))
  it('what was read before leaves no trace', () => {
    read(']d20109506000134352\u001d10A1')
    expect(read('\u001d09506000134352')).toMatchObject({ form: 'bare-di', di: '09506000134352' })
  })
  it('a GTIN alone comes to what an element string of it does', () => expect(canonicalUdi(read('4006381333931'))).toBe(canonicalUdi(read(']d20104006381333931'))))

  it('a number that no check digit vouches for is what the asker says', () => {
    expect(read('4006381333932')).toMatchObject({ form: 'bare', flags: [{ code: 'FORM_UNKNOWN' }] })
    expect(codes(read('4006381333932', { bare: 'di' }))).toEqual(['CHECK_WRONG'])
    expect(read('4006381333932', { bare: 'lot' })).toMatchObject({ lot: '4006381333932', flags: [] })
    expect(read('a-1', { bare: 'serial' })).toMatchObject({ serial: 'a-1', flags: [] })
  })
})

describe('GS1 General Specifications 7.9.5: the check pair of a GMN', () => {
  it('its example holds', () => expect(codes(read('(8013)1987654Ad4X4bL5ttr2310c2K'))).toEqual([]))
  it('another pair does not', () => expect(codes(read('(8013)1987654Ad4X4bL5ttr2310c2L'))).toEqual(['CHECK_WRONG']))
})
