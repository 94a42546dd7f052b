import tds from 'epc-tds'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalGs1, readGs1 } from '../../src/identifiers/epc-uri.ts'
import { checkDigit } from '../../src/identifiers/gs1-keys.ts'
import { cbvWord } from '../../src/identifiers/epc-cbv.ts'

/** The canonical form, `-` for what is no GS1 identifier, or why it is malformed. */
const canonical = (text: string): string => {
  const read = readGs1(text)
  if (read === undefined) return '-'
  return !read.ok ? `malformed: ${read.reason}` : read.wrongCheck === undefined ? canonicalGs1(read.values) : `malformed: ${read.wrongCheck}`
}

describe('a GS1 identifier', () => {
  /** Identifiers that GS1's EPC Tag Data Standard 2.1 (section 6.3 and following) and EPCIS 2.0 show as examples, with the key that each stands for. */
  test.each([
    ['urn:epc:id:sgtin:4012345.011111.9876', '(01)04012345111118(21)9876'],
    ['urn:epc:id:sgtin:0614141.112345.400', '(01)10614141123459(21)400'],
    ['urn:epc:id:sscc:0614141.1234567890', '(00)106141412345678908'],
    ['urn:epc:id:sgln:0614141.12345.400', '(414)0614141123452(254)400'],
    ['urn:epc:id:sgln:0614141.12345.0', '(414)0614141123452'],
    ['urn:epc:id:sgln:0614141.12345', '(414)0614141123452'],
    ['urn:epc:id:pgln:1234567.89012', '(417)1234567890128'],
    ['urn:epc:id:grai:0614141.12345.400', '(8003)00614141123452400'],
    ['urn:epc:id:giai:0614141.12345400', '(8004)061414112345400'],
    ['urn:epc:id:gsrn:0614141.1234567890', '(8018)061414112345678902'],
    ['urn:epc:id:gsrnp:0614141.1234567890', '(8017)061414112345678902'],
    ['urn:epc:id:gdti:0614141.12345.400', '(253)0614141123452400'],
    ['urn:epc:id:cpi:0614141.123ABC.123456789', '(8010)0614141123ABC(8011)123456789'],
    ['urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345', '(8010)06141415PQ7/Z43(8011)12345'],
    ['urn:epc:id:sgcn:4012345.67890.04711', '(255)401234567890104711'],
    ['urn:epc:id:ginc:0614141.xyz47%2F11', '(401)0614141xyz47/11'],
    ['urn:epc:id:gsin:0614141.123456789', '(402)06141411234567890'],
    ['urn:epc:id:itip:4012345.012345.01.02.987', '(8006)040123451234560102(21)987'],
    ["urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB", "(01)01234567894560(235)51qIgY)<&Jp3*j7'SDB"],
    ['urn:epc:class:lgtin:4012345.012345.998877', '(01)04012345123456(10)998877'],
    ['urn:epc:class:lgtin:4012345.012345.a.b%2Fc', '(01)04012345123456(10)a.b/c'],
    ['urn:epc:idpat:sgtin:4012345.066666.*', '(01)04012345666663'],
    ['urn:epc:idpat:grai:0614141.12345.*', '(8003)00614141123452'],
    ['urn:epc:idpat:gdti:0614141.12345.*', '(253)0614141123452'],
    ['urn:epc:idpat:itip:4012345.012345.01.02.*', '(8006)040123451234560102'],
    // A company prefix of twelve digits leaves nothing for the reference.
    ['urn:epc:id:sgln:012345678901..0', '(414)0123456789012'],
    ['URN:EPC:ID:SGTIN:4012345.011111.9876', '(01)04012345111118(21)9876'],
  ])('as the URN %s is %s', (urn, expected) => {
    expect(canonical(urn)).toBe(expected)
  })

  test.each([
    ['https://id.gs1.org/01/04012345111118/21/9876', '(01)04012345111118(21)9876'],
    ['http://example.com/some/path/01/04012345111118/10/ABC/21/9876?17=270101&x=y', '(01)04012345111118(21)9876'],
    ['https://example.com/gtin/4012345111118/lot/A%2F1', '(01)04012345111118(10)A/1'],
    ['https://id.gs1.org/01/04012345111118/22/2A/10/L1/', '(01)04012345111118(10)L1'],
    ['https://id.gs1.org/01/04012345111118/22/2A', '(01)04012345111118(22)2A'],
    ['https://id.gs1.org/00/106141412345678908', '(00)106141412345678908'],
    ['https://id.gs1.org/414/0614141123452/254/400', '(414)0614141123452(254)400'],
    ['https://id.gs1.org/8003/00614141123452400', '(8003)00614141123452400'],
    ['https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345#top', '(8010)06141415PQ7/Z43(8011)12345'],
    ['(01)04012345111118(17)270101(10)A1(21)9876', '(01)04012345111118(21)9876'],
    ['(01)4012345111118 (10)A1', '(01)04012345111118(10)A1'],
    ['(21)9876(01)04012345111118', '(01)04012345111118(21)9876'],
  ])('as %s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  test('says what stands under an application identifier, also what is no part of who it is', () => {
    const valuesOf = (text: string): unknown => { const read = readGs1(text); return read?.ok === true ? Object.fromEntries(read.values) : read }
    expect(valuesOf('https://example.com/a/01/04012345111118/10/ABC/21/9876?17=270101;3103=000195&ref=x')).toEqual({ '01': '04012345111118', 10: 'ABC', 17: '270101', 21: '9876', 3103: '000195' })
    expect(valuesOf('(01)04012345111118(17)270101(10)A(1')).toEqual({ '01': '04012345111118', 10: 'A(1', 17: '270101' })
  })

  test.each(['https://example.com/a', 'https://example.com/01/cake/21/x', 'https://example.com/01/04012345111118/21', 'https://example.com/21/9876', 'urn:epc:id:gid:1.2.3', 'urn:epc:tag:sgtin-96:3.0614141.812345.6789', 'urn:uuid:00000000-0000-4000-8000-000000000001', 'PO-7', '', '(x)', '(17)270101', 'https://'])('%s is none, and nothing is wrong with it', (text) => {
    expect(canonical(text)).toBe('-')
  })

  test.each([
    ['https://id.gs1.org/01/04012345111119/21/9876', 'the check digit of (01)04012345111119 is 9, not 8'],
    ['(00)106141412345678909', 'the check digit of (00)106141412345678909 is 9, not 8'],
    ['https://id.gs1.org/8003/00614141123453400', 'the check digit of (8003)00614141123453400 is 3, not 2'],
    ['https://id.gs1.org/01/123/21/9', 'is no Digital Link of a GS1 key'],
    ['https://id.gs1.org/01/04012345111118/21/%C3%A9', "'é' is no value of (21)"],
    [`(01)04012345111118(21)${'9'.repeat(21)}`, 'is no value of (21)'],
    ['urn:epc:id:sgtin:4012345.11111.9876', 'have not 13 digits together'],
    ['urn:epc:id:sgtin:4012345.01111x.9876', 'have not 13 digits together'],
    ['urn:epc:id:sgtin:4012345.011111', 'has too few parts'],
    ['urn:epc:id:sgtin:4012345.011111.', 'has an empty part'],
    ['urn:epc:id:sgtin:4012345.011111.%ZZ', 'wrongly escaped'],
    ['urn:epc:id:sgtin:40x2345.011111.1', 'has no company prefix'],
    ['urn:epc:idpat:sgtin:4012345.*.*', 'a pattern of more than one class'],
    ['urn:epc:idpat:sscc:0614141.*', 'a pattern of more than one class'],
    ['(01)04012345111118(01)04012345111118', '(01) stands in it twice'],
  ])('%s is malformed', (text, reason) => {
    expect(canonical(text)).toContain(`malformed: `)
    expect(canonical(text)).toContain(reason)
  })

  const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
  const prefixed = (digitsTogether: number) => fc.integer({ min: 6, max: 12 }).chain((length) => fc.tuple(digits(length), digits(digitsTogether - length)))

  test('has the digits that an independent library makes of the same URN', () => {
    // epc-tds (MIT) encodes tags: of a tag URI it says the number that a barcode carries.
    const barcodeOf = (tag: string): string => (('default' in tds ? tds.default : tds) as typeof tds.default).fromTagURI(tag).toBarcode()
    fc.assert(fc.property(prefixed(13), fc.integer({ min: 0, max: 2 ** 38 - 1 }), ([prefix, item], serial) => {
      expect(canonical(`urn:epc:id:sgtin:${prefix}.${item}.${serial}`)).toBe(`(01)${barcodeOf(`urn:epc:tag:sgtin-96:1.${prefix}.${item}.${serial}`).padStart(14, '0')}(21)${serial}`)
    }), { numRuns: 300 })
    fc.assert(fc.property(prefixed(17), ([prefix, serial]) => {
      expect(canonical(`urn:epc:id:sscc:${prefix}.${serial}`)).toBe(`(00)${barcodeOf(`urn:epc:tag:sscc-96:1.${prefix}.${serial}`).padStart(18, '0')}`)
    }), { numRuns: 300 })
    fc.assert(fc.property(fc.integer({ min: 6, max: 11 }).chain((length) => fc.tuple(digits(length), digits(12 - length))), ([prefix, location]) => {
      expect(canonical(`urn:epc:id:sgln:${prefix}.${location}.7`)).toBe(`(414)${barcodeOf(`urn:epc:tag:sgln-96:1.${prefix}.${location}.7`).padStart(13, '0')}(254)7`)
    }), { numRuns: 300 })
  })

  test('is the same in every form, and its canonical form stays as it is', () => {
    const serial = fc.stringMatching(/^[!"%&'*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/)
    fc.assert(fc.property(prefixed(13), serial, ([prefix, item], text) => {
      const gtin = `${item.slice(0, 1)}${prefix}${item.slice(1)}`
      const form = canonical(`urn:epc:id:sgtin:${prefix}.${item}.${encodeURIComponent(text)}`)
      expect(form).toBe(`(01)${gtin}${checkDigit(gtin)}(21)${text}`)
      expect(canonical(form)).toBe(form)
      expect(canonical(`https://id.gs1.org/01/${gtin}${checkDigit(gtin)}/21/${encodeURIComponent(text)}`)).toBe(form)
    }))
  })

  test('is read of any text without failing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^urn:epc:(id|class|idpat):[a-z]{3,5}:[0-9.*%A-Z]{0,30}$/), fc.stringMatching(/^(\(\d{2,4}\)[^(]{0,10}){1,4}$/)), (text) => void canonical(text)), { numRuns: 2000 })
  })
})

test('a word of the vocabulary is itself in each of its forms', () => {
  expect(['shipping', 'urn:epcglobal:cbv:bizstep:shipping', 'https://ref.gs1.org/cbv/BizStep-shipping', 'https://ns.gs1.org/cbv/BizStep-shipping', 'cbv:BizStep-shipping'].map(cbvWord)).toEqual(Array.from({ length: 5 }, () => 'shipping'))
  expect(cbvWord('urn:epcglobal:cbv:disp:in_transit')).toBe('in_transit')
  expect(cbvWord('https://example.com/steps/frying')).toBe('https://example.com/steps/frying')
})
