import { gs1CheckDigit } from './check-digits.ts'
import { hasBracket, isBracketed, readBracketed } from './gs1-bracketed.ts'
import { readElement } from './gs1-element.ts'
import { isLink, readLink } from './gs1-link.ts'
import { hasSeparator, readRaw, withoutSeparators } from './gs1-raw.ts'
import { checkLink, isHibc, readHibc } from './hibc.ts'
import { isIsbt128, readIsbt128 } from './isbt-128.ts'
import { joined, type IssuingAgency, type ParsedUdi, type Reading, type UdiContext, type UdiForm, type UdiPart, type UdiPartKind } from './parsed-udi.ts'
import { dateText } from './read-dates.ts'
import { udiFlag, type UdiFlag } from './udi-flags.ts'

interface Read extends Reading {
  readonly agency: IssuingAgency
  readonly form: UdiForm
}

const GTIN = /^(\d{8}|\d{12,14})$/
const isGtin = (text: string): boolean => GTIN.test(text) && gs1CheckDigit(text.slice(0, -1)) === text.slice(-1)

/** Digits that are said to be a GTIN, whatever their check digit says. */
const readGtin = (text: string, at: number, now: Date): Read => ({ agency: 'bare', form: 'bare-di', ...readElement({ id: '01', raw: text, at, value: text }, now, true) })

/** A text of no agency's form: what the asker says it is, else a GTIN when its check digit says so. */
const readBare = (text: string, at: number, { now, bare }: UdiContext): Read => {
  const as = (kind: UdiPartKind, form: UdiForm, title: string, flags: readonly UdiFlag[] = []): Read => ({ agency: 'bare', form, parts: [{ id: '', title, kind, raw: text, at, value: text }], flags })
  if (bare === 'lot') return as('lot', 'bare-lot', 'LOT')
  if (bare === 'serial') return as('serial', 'bare-serial', 'SERIAL')
  if (isGtin(text) || (bare === 'di' && GTIN.test(text))) return readGtin(text, at, now)
  return bare === 'di' ? as('di', 'bare-di', 'DI') : as('unread', 'bare', '', [udiFlag('FORM_UNKNOWN', at, {})])
}

/** Identifiers whose length is fixed: raw texts that come without a symbology identifier and without separators begin with one. */
const RAW_BEGINNING = /^(01\d{14}|00\d{18}|02\d{14}|1[1357]\d{6}\d{2})/
/** Without a scanner's word for it, digits are a raw element string when nothing in them is left over and something begins as one does. */
const readUnmarkedRaw = (text: string, at: number, now: Date): Read | undefined => {
  if (!RAW_BEGINNING.test(text) || isGtin(text)) return undefined
  const reading = readRaw(text, at, { now, trusted: false })
  const isWhole = reading.parts.every(({ kind }) => kind !== 'unread')
  const isSound = isWhole && reading.flags.every(({ code }) => code === 'SEPARATOR_DOUBTFUL')
  return isSound || (isWhole && /^0[012]/.test(text)) ? { agency: 'GS1', form: 'gs1-raw', ...reading } : undefined
}

const readOne = (text: string, at: number, context: UdiContext, symbology: string | undefined): Read => {
  const { now } = context
  if (isLink(text)) return { agency: 'GS1', ...readLink(text, at, now) }
  if (isHibc(text)) return { agency: 'HIBCC', ...readHibc(text, at, now) }
  if (isIsbt128(text)) return { agency: 'ICCBBA', ...readIsbt128(text, at) }
  if (isBracketed(text) || (hasBracket(text) && symbology === undefined)) return { agency: 'GS1', form: 'gs1-bracketed', ...readBracketed(text, at, now) }
  if (symbology !== undefined || hasSeparator(text)) {
    // An EAN or UPC symbol holds a GTIN and no identifier; some scanners say so of others too.
    const short = withoutSeparators(text)
    if (isGtin(short) || (symbology?.startsWith(']E') === true && GTIN.test(short))) return readGtin(short, at + text.indexOf(short), now)
    return { agency: 'GS1', form: 'gs1-raw', ...readRaw(text, at, { now, trusted: true }) }
  }
  return readUnmarkedRaw(text, at, now) ?? readBare(text, at, context)
}

// One blank is looked behind at: a run of them, matched whole at each of its places, would take its length squared.
const AFTER_BLANK = /(?<=\s)(?=\*?\+[A-Z0-9$/]|\][A-Za-z]\d|https?:\/\/)/
/** HIBC's asterisks part its symbols; in GS1's character set they are characters as others. */
const HIBC_SYMBOL = new RegExp(`${AFTER_BLANK.source}|(?<=\\S\\*)(?=\\*?\\+)`, 'gi')
/** Blanks between ISBT 128's structures part no symbols. */
const ISBT_SYMBOL = new RegExp(AFTER_BLANK.source, 'gi')
const ANY_SYMBOL = new RegExp(`${AFTER_BLANK.source}|(?<=\\s)(?==[/+,>}A-Z0-9])`, 'gi')
/** Symbols of one label, read one after the other: what begins as a symbol does, behind a blank. */
const symbolsOf = (text: string): readonly { readonly text: string; readonly at: number }[] => {
  const begins = [0, ...[...text.matchAll(isHibc(text) ? HIBC_SYMBOL : /^[=&]/.test(text) ? ISBT_SYMBOL : ANY_SYMBOL)].map(({ index }) => index)]
  return begins.map((at, index) => ({ text: text.slice(at, begins[index + 1]).trimEnd(), at }))
}

/** `]d2`, `]C1`, `]Q3` and their like: ISO/IEC 15424. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/

const readSymbol = (text: string, at: number, context: UdiContext): Read & { readonly symbology?: string } => {
  const symbology = SYMBOLOGY.exec(text)?.[0]
  if (symbology === undefined) return readOne(text, at, context, undefined)
  return { symbology, ...readOne(text.slice(symbology.length), at + symbology.length, context, symbology) }
}

const nameOf = ({ agency, form }: Read): string => (agency === 'bare' ? 'a text of no agency' : `${agency} (${form})`)

const readSymbols = (text: string, from: number, context: UdiContext): Read & { readonly symbology?: string } => {
  const [first, ...others] = symbolsOf(text).map((symbol) => ({ at: from + symbol.at, ...readSymbol(symbol.text, from + symbol.at, context) }))
  if (first === undefined) return readOne(text, from, context, undefined)
  const mixed = others.find(({ agency }) => agency !== first.agency)
  const primary = [first, ...others].find(({ form }) => form === 'hibc-primary')
  const secondary = [first, ...others].find(({ form }) => form === 'hibc-secondary')
  const flags = mixed === undefined ? [] : [udiFlag('FORMS_MIXED', mixed.at, { first: nameOf(first), second: nameOf(mixed) })]
  const reading = joined([first, ...others, { parts: [], flags }, ...(primary === undefined || secondary === undefined ? [] : [checkLink(primary, secondary)])])
  return { agency: first.agency, form: first.form, ...(first.symbology === undefined ? {} : { symbology: first.symbology }), ...reading }
}

const saying = (part: UdiPart): string => (part.date === undefined ? part.value : dateText(part.date))
const SINGLE: ReadonlySet<UdiPartKind> = new Set(['lot', 'serial', 'production', 'expiry', 'donation'])

/** What a part says must be said once, or twice alike. Days that one of two gives with its time are alike. */
const repeatedFlags = (parts: readonly UdiPart[]): readonly UdiFlag[] => {
  const alike = (a: UdiPart, b: UdiPart): boolean => (a.date !== undefined && b.date !== undefined && a.id !== b.id ? a.date.date === b.date.date : saying(a) === saying(b))
  const firsts = new Map<string, UdiPart>()
  return parts.flatMap((part) => {
    if (part.kind === 'unread' || (part.id === '' && !SINGLE.has(part.kind))) return []
    const name = SINGLE.has(part.kind) ? part.kind : `${part.id} ${part.title}`
    const first = firsts.get(name)
    if (first === undefined) firsts.set(name, part)
    return first === undefined || alike(first, part) ? [] : [udiFlag('PART_REPEATED', part.at, { of: part.title, first: saying(first), second: saying(part) })]
  })
}

/** HIBC's parts of a DI have identifiers of their own, those of ISBT 128 one for all. */
const HIBC_DI: ReadonlySet<string> = new Set(['LIC', 'PCN', 'U/M'])
/** The first DI; its parts, each by its first. */
const diOf = (parts: readonly UdiPart[]): string | undefined => {
  const first = parts.find(({ kind }) => kind === 'di')
  if (first === undefined) return undefined
  const its = parts.filter(({ kind, id }) => kind === 'di' && (id === first.id || (HIBC_DI.has(id) && HIBC_DI.has(first.id))))
  return [...new Map(its.toReversed().map(({ title, value }) => [title, value])).values()].toReversed().join('')
}

const levelOf = (agency: IssuingAgency, di: string | undefined): number | undefined => {
  const digit = agency === 'HIBCC' ? di?.slice(-1) : agency === 'ICCBBA' || di?.length !== 14 ? undefined : di.slice(0, 1)
  return digit === undefined || !/^\d$/.test(digit) ? undefined : Number(digit)
}

const present = <T extends object>(members: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

/**
 * Reads a UDI in any issuing agency's form, or one that stands without any, as far as it is sound. Never throws and drops nothing: what could not
 * be read is a part of kind `unread`, what is wrong is a flag.
 */
export const parseUdi = (text: string, context: UdiContext): ParsedUdi => {
  const inner = text.trim()
  const from = inner === '' ? 0 : text.indexOf(inner)
  const read: Read & { readonly symbology?: string } = inner === '' ? { agency: 'bare', form: 'bare', parts: [], flags: [udiFlag('TEXT_EMPTY', 0, {})] } : readSymbols(inner, from, context)
  const { agency, form, symbology } = read
  const parts = read.parts.toSorted((a, b) => a.at - b.at)
  const first = (kind: UdiPartKind): UdiPart | undefined => parts.find((part) => part.kind === kind)
  const di = diOf(parts)
  const quantity = first('quantity')?.value
  return frozen({
    text, agency, form,
    ...present({
      symbology, di, lot: first('lot')?.value, serial: first('serial')?.value, production: first('production')?.date, expiry: first('expiry')?.date,
      donation: first('donation')?.value, quantity: quantity !== undefined && /^\d{1,15}$/.test(quantity) ? Number(quantity) : undefined, packagingLevel: levelOf(agency, di),
    }),
    parts, flags: [...read.flags, ...repeatedFlags(parts)].toSorted((a, b) => a.at - b.at),
  })
}
