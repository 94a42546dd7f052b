/** Application identifier → value, the key first. */
export type Gs1Values = ReadonlyMap<string, string>

/** What a text is as a GS1 identifier; undefined when it is none, and none is wrong with that: another kind of URI, a number of one's own. */
export type Gs1Read = { readonly ok: true; readonly values: Gs1Values; /** Why its key cannot be right though every part is readable. */ readonly wrongCheck?: string } | { readonly ok: false; readonly reason: string } | undefined

/**
 * GS1 identification keys by application identifier, as the GS1 General Specifications (section 3) and the GS1 URI syntax of Digital Link 1.4 have
 * them: what a value looks like, where its check digit stands, and what may follow the key in a path to say which one, which lot.
 */
export interface Gs1Key {
  /** Value as written; a GTIN shorter than 14 digits is filled up first. */
  readonly value: RegExp
  /** Digits from → to that end with a check digit. */
  readonly checked?: readonly [from: number, to: number]
  /** Application identifiers of a path after it, in their order. */
  readonly qualifiers: readonly string[]
  /** Short name that Digital Links of version 1.1 may have instead of the number. */
  readonly name?: string
}

/** Letters, digits and signs of an alphanumeric value: GS1 AI encodable character set 82. */
const X = String.raw`[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]`
const text = (longest: number): RegExp => new RegExp(`^${X}{1,${longest}}$`)

export const GS1_KEYS: Readonly<Record<string, Gs1Key>> = {
  '00': { value: /^\d{18}$/, checked: [0, 18], qualifiers: [], name: 'sscc' },
  '01': { value: /^\d{14}$/, checked: [0, 14], qualifiers: ['22', '10', '21', '235'], name: 'gtin' },
  253: { value: new RegExp(`^\\d{13}${X}{0,17}$`), checked: [0, 13], qualifiers: [], name: 'gdti' },
  255: { value: /^\d{13}\d{0,12}$/, checked: [0, 13], qualifiers: [], name: 'gcn' },
  401: { value: text(30), qualifiers: [], name: 'ginc' },
  402: { value: /^\d{17}$/, checked: [0, 17], qualifiers: [], name: 'gsin' },
  414: { value: /^\d{13}$/, checked: [0, 13], qualifiers: ['254'], name: 'gln' },
  417: { value: /^\d{13}$/, checked: [0, 13], qualifiers: [], name: 'party' },
  8003: { value: new RegExp(`^0\\d{13}${X}{0,16}$`), checked: [1, 14], qualifiers: [], name: 'grai' },
  8004: { value: text(30), qualifiers: [], name: 'giai' },
  8006: { value: /^\d{18}$/, checked: [0, 14], qualifiers: ['22', '10', '21'], name: 'itip' },
  8010: { value: /^[#\-/0-9A-Z]{1,30}$/, qualifiers: ['8011'], name: 'cpid' },
  8013: { value: text(25), qualifiers: [], name: 'gmn' },
  8017: { value: /^\d{18}$/, checked: [0, 18], qualifiers: ['8019'], name: 'gsrnp' },
  8018: { value: /^\d{18}$/, checked: [0, 18], qualifiers: ['8019'], name: 'gsrn' },
}

/** What may follow a key: its values, and its short name. */
export const GS1_QUALIFIERS: Readonly<Record<string, { readonly value: RegExp; readonly name?: string }>> = {
  10: { value: text(20), name: 'lot' },
  21: { value: text(20), name: 'ser' },
  22: { value: text(20), name: 'cpv' },
  235: { value: text(28) },
  254: { value: text(20), name: 'glnx' },
  8011: { value: /^[1-9]\d{0,11}$/, name: 'cpsn' },
  8019: { value: /^\d{1,10}$/, name: 'srin' },
}

/** The modulo 10 check digit of GS1 General Specifications 7.9: weights 3 and 1 from the right. */
export const checkDigit = (digits: string): string => {
  let sum = 0
  for (let n = 0; n < digits.length; n += 1) sum += Number(digits[digits.length - 1 - n]) * (n % 2 === 0 ? 3 : 1)
  return String((10 - (sum % 10)) % 10)
}

/** GTIN-8, -12 and -13 as 14 digits. */
export const fillGtin = (value: string): string => (/^(\d{8}|\d{12}|\d{13})$/.test(value) ? value.padStart(14, '0') : value)
