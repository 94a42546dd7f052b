import { checkDigit, type Gs1Read } from './gs1-keys.ts'

type Pairs = readonly (readonly [ai: string, value: string])[]

/** How the parts of a URN become values. */
interface Scheme {
  /** Parts after the company prefix. */
  readonly parts: number
  /** How many digits the prefix and the first part have together; absent: any length, and no check digit. */
  readonly digits?: number
  readonly lastMayMiss?: true
  readonly values: (prefix: string, parts: readonly string[]) => Pairs
}

const withCheck = (digits: string): string => digits + checkDigit(digits)
/** Indicator or extension digit first, then the prefix, then the rest of the reference. */
const inFront = (prefix: string, reference: string): string => withCheck(reference.slice(0, 1) + prefix + reference.slice(1))
/** A part that is not there says nothing. */
const some = (pairs: readonly (readonly [string, string | undefined])[]): Pairs => pairs.flatMap(([ai, value]) => (value === undefined ? [] : [[ai, value] as const]))

const SCHEMES: Readonly<Record<string, Scheme>> = {
  sgtin: { parts: 2, digits: 13, values: (prefix, [item = '', serial]) => some([['01', inFront(prefix, item)], ['21', serial]]) },
  lgtin: { parts: 2, digits: 13, values: (prefix, [item = '', lot]) => some([['01', inFront(prefix, item)], ['10', lot]]) },
  upui: { parts: 2, digits: 13, values: (prefix, [item = '', tpx]) => some([['01', inFront(prefix, item)], ['235', tpx]]) },
  sscc: { parts: 1, digits: 17, values: (prefix, [serial = '']) => [['00', inFront(prefix, serial)]] },
  // An extension of 0 says that there is none.
  sgln: { parts: 2, digits: 12, lastMayMiss: true, values: (prefix, [location = '', extension]) => some([['414', withCheck(prefix + location)], ['254', extension === '0' ? undefined : extension]]) },
  pgln: { parts: 1, digits: 12, values: (prefix, [party = '']) => [['417', withCheck(prefix + party)]] },
  grai: { parts: 2, digits: 12, values: (prefix, [type = '', serial = '']) => [['8003', `0${withCheck(prefix + type)}${serial}`]] },
  giai: { parts: 1, values: (prefix, [asset = '']) => [['8004', prefix + asset]] },
  gsrn: { parts: 1, digits: 17, values: (prefix, [reference = '']) => [['8018', withCheck(prefix + reference)]] },
  gsrnp: { parts: 1, digits: 17, values: (prefix, [reference = '']) => [['8017', withCheck(prefix + reference)]] },
  gdti: { parts: 2, digits: 12, values: (prefix, [type = '', serial = '']) => [['253', withCheck(prefix + type) + serial]] },
  sgcn: { parts: 2, digits: 12, values: (prefix, [coupon = '', serial = '']) => [['255', withCheck(prefix + coupon) + serial]] },
  ginc: { parts: 1, values: (prefix, [consignment = '']) => [['401', prefix + consignment]] },
  gsin: { parts: 1, digits: 16, values: (prefix, [shipment = '']) => [['402', withCheck(prefix + shipment)]] },
  cpi: { parts: 2, values: (prefix, [part = '', serial]) => some([['8010', prefix + part], ['8011', serial]]) },
  itip: { parts: 4, digits: 13, values: (prefix, [item = '', piece = '', total = '', serial]) => some([['8006', inFront(prefix, item) + piece + total], ['21', serial]]) },
}

const no = (reason: string): Gs1Read => ({ ok: false, reason })

/** Characters that a URN escapes, read back; undefined where the escaping is broken. */
const decodedParts = (parts: readonly string[]): readonly string[] | undefined => {
  try {
    return parts.map((part) => decodeURIComponent(part))
  } catch {
    return undefined
  }
}

const PATTERN = /^urn:epc:(id|class|idpat):([a-z]+):(.+)$/i

/** EPC Tag Data Standard 2.1: pure identities, classes of lots, and patterns whose last part alone is open. Schemes without a GS1 key behind them (gid, usdod, adi, bic, imovn) are none of ours, nor tag encodings. */
export const readEpcUrn = (text: string): Gs1Read => {
  const [, kind = '', name = '', rest = ''] = PATTERN.exec(text) ?? []
  const scheme = Object.hasOwn(SCHEMES, name.toLowerCase()) ? SCHEMES[name.toLowerCase()] : undefined
  return scheme === undefined ? undefined : readParts(scheme, rest, kind.toLowerCase() === 'idpat', text.slice(0, 80))
}

const readParts = (scheme: Scheme, rest: string, pattern: boolean, shown: string): Gs1Read => {
  const raw = rest.split('.')
  // A serial or lot, the last part, may hold dots.
  const [prefix = '', ...parts] = decodedParts(raw.length <= scheme.parts ? raw : [...raw.slice(0, scheme.parts), raw.slice(scheme.parts).join('.')]) ?? []
  const missing = scheme.parts - parts.length
  if (missing > (scheme.lastMayMiss === true ? 1 : 0)) return no(`'${shown}' has too few parts, or one that is wrongly escaped`)
  const open = pattern && parts.at(-1) === '*'
  if ([prefix, ...parts.slice(0, -1)].includes('*') || (open && scheme.parts === 1)) return no(`'${shown}' is a pattern of more than one class`)
  if (!/^\d{4,12}$/.test(prefix)) return no(`'${shown}' has no company prefix of 4 to 12 digits`)
  if (scheme.digits !== undefined && !hasDigits(prefix, parts, scheme.digits)) return no(`the company prefix and the reference of '${shown}' have not ${scheme.digits} digits together`)
  if (parts.length > 1 && parts.at(-1) === '') return no(`'${shown}' has an empty part`)
  return { ok: true, values: new Map(scheme.values(prefix, open ? parts.slice(0, -1) : parts)) }
}

/** With a company prefix of all digits the reference is empty. */
const hasDigits = (prefix: string, [reference = '']: readonly string[], digits: number): boolean => /^\d*$/.test(reference) && prefix.length + reference.length === digits
