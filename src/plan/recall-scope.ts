import { compileExpression } from '../expression/compile-expression.ts'
import { attributeStaticType, measureEnvironment } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import type { ParsedUdi } from '../identifiers/parsed-udi.ts'
import { parseUdi } from '../identifiers/parse-udi.ts'
import type { Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { problem } from '../problems/problem.ts'
import { formatInstant, instant, type Instant } from '../vocabulary/instant.ts'

export interface RecallWindow {
  readonly from?: Instant | null
  readonly to?: Instant | null
}

/** As `RecallPart` of the core SDL. */
export interface RecallPart {
  readonly udi?: string | null
  readonly di?: string | null
  readonly lots?: readonly string[] | null
  readonly serials?: { readonly from: string; readonly to: string } | null
  readonly from?: readonly string[] | null
  readonly produced?: RecallWindow | null
  readonly expires?: RecallWindow | null
  readonly condition?: string | null
}

/** What one part asks, its UDI read. Texts are as they were given. */
export interface PartAsked {
  /** Device identifiers, of which one must be the product's. */
  readonly di: string | undefined
  readonly lots: readonly string[] | undefined
  /** One unit by its serial number, or by the UDI as a whole. */
  readonly unit: { readonly serial: string; readonly texts: readonly string[] } | undefined
  readonly serials: { readonly from: string; readonly to: string } | undefined
  readonly from: readonly string[] | undefined
  readonly produced: RecallWindow | undefined
  readonly expires: RecallWindow | undefined
  /** By unit type. */
  readonly condition: ReadonlyMap<string, Compiled> | undefined
  readonly udi: ParsedUdi | undefined
}

const MOST_PARTS = 100
const MOST_LOTS = 1_000

/** GTINs of 8, 12 and 13 digits are those of 14 with zeros in front: GS1 General Specifications 3.3.2. */
const digitsOf = (di: string): string => (/^\d{8}$|^\d{12,14}$/.test(di) ? di.padStart(14, '0') : di)
export const sameDi = (a: string, b: string): boolean => digitsOf(a.trim()) === digitsOf(b.trim())
/** Every way in which a product may be known by it. */
export const diSpellings = (di: string): readonly string[] => {
  const whole = digitsOf(di.trim())
  if (!/^\d{14}$/.test(whole)) return [di.trim()]
  return [whole, ...[13, 12, 8].filter((length) => whole.startsWith('0'.repeat(14 - length))).map((length) => whole.slice(14 - length))]
}

const refuse = (argument: string, value: string, wanted: string): never => {
  throw problem('BAD_ARGUMENT', { argument, value, wanted })
}

const windowOf = (name: string, window: RecallWindow | null | undefined): RecallWindow | undefined => {
  if (window === null || window === undefined) return undefined
  const { from, to } = window
  if ((from ?? undefined) === undefined && (to ?? undefined) === undefined) refuse(name, 'a window without ends', 'from, to or both')
  if (typeof from === 'number' && typeof to === 'number' && from > to) throw problem('RECALL_WINDOW_ENDS_FIRST', { window: name, from: formatInstant(from), to: formatInstant(to) })
  return window
}

/** Both ends of one form, so that what lies between is a range of numbers: letters are the same, and digits as many. */
const serialsOf = (serials: RecallPart['serials']): PartAsked['serials'] => {
  if (serials === null || serials === undefined) return undefined
  const [from, to] = [serials.from.trim(), serials.to.trim()]
  const form = (text: string): string => text.replace(/\d+$/, (digits) => '#'.repeat(digits.length))
  if (from === '' || form(from) !== form(to)) throw problem('RECALL_SERIALS_FORM', { from, to })
  if (from > to) throw problem('RECALL_WINDOW_ENDS_FIRST', { window: 'serials', from, to })
  return { from, to }
}

const conditionOf = (model: Model, text: string): ReadonlyMap<string, Compiled> => {
  const units = typesOf(model, 'UNIT')
  return new Map(units.map((type) => {
    const members = Object.fromEntries([...type.attributes.values()].map((attribute) => [attribute.name, attributeStaticType(attribute.type)]))
    const result = compileExpression(text, measureEnvironment(new Map([['entity', { name: type.name, members }]])))
    if (!result.ok) throw problem('RECALL_CONDITION', { condition: text, why: result.problems.map(({ message }) => message).join('; ') })
    if (result.compiled.type !== 'bool' && result.compiled.type !== 'dyn') throw problem('RECALL_CONDITION', { condition: text, why: 'it is neither true nor false' })
    return [type.name, result.compiled] as const
  }))
}

/** Of what a part says twice, in its UDI and beside it, one thing. */
const oneOf = (what: string, inUdi: string | undefined, given: string | undefined, same: (a: string, b: string) => boolean): string | undefined => {
  if (inUdi !== undefined && given !== undefined && !same(inUdi, given)) throw problem('RECALL_CONTRADICTORY', { what, one: inUdi, other: given })
  return given ?? inUdi
}

const textsGiven = (name: string, texts: readonly string[] | null | undefined): readonly string[] | undefined => {
  if (texts === null || texts === undefined) return undefined
  const given = [...new Set(texts.map((text) => text.trim()))]
  if (given.length === 0 || given.length > MOST_LOTS || given.includes('')) refuse(name, given.includes('') ? 'an empty text' : `a list of ${given.length}`, `1 to ${MOST_LOTS} texts`)
  return given
}

const partAsked = (model: Model, part: RecallPart, now: Instant): PartAsked => {
  const udi = typeof part.udi === 'string' ? parseUdi(part.udi, { now: new Date(now) }) : undefined
  if (udi !== undefined && udi.di === undefined && udi.lot === undefined && udi.serial === undefined) throw problem('RECALL_UDI_UNREAD', { udi: udi.text, flags: udi.flags.map(({ code }) => code) })
  const lots = textsGiven('lots', part.lots)
  if (udi?.lot !== undefined && lots?.includes(udi.lot) === false) throw problem('RECALL_CONTRADICTORY', { what: 'lot', one: udi.lot, other: lots.join(', ') })
  const asked: PartAsked = {
    udi,
    di: oneOf('device identifier', udi?.di, part.di?.trim(), sameDi),
    lots: udi?.lot === undefined ? lots : [udi.lot],
    unit: udi?.serial === undefined ? undefined : { serial: udi.serial, texts: [...new Set([udi.text.trim(), udi.serial])] },
    serials: serialsOf(part.serials),
    from: textsGiven('from', part.from),
    produced: windowOf('produced', part.produced),
    expires: windowOf('expires', part.expires),
    condition: typeof part.condition === 'string' ? conditionOf(model, part.condition) : undefined,
  }
  if (Object.values(asked).every((value) => value === undefined)) throw problem('RECALL_SCOPE_EMPTY', { parts: 0 })
  return asked
}

/** What a scope asks, part by part, or a refusal before anything is read. */
export const scopeAsked = (model: Model, parts: readonly RecallPart[], now: Instant): readonly PartAsked[] => {
  if (parts.length === 0) throw problem('RECALL_SCOPE_EMPTY', { parts: 0 })
  if (parts.length > MOST_PARTS) refuse('scope.any', `a list of ${parts.length}`, `1 to ${MOST_PARTS} parts`)
  return parts.map((part) => partAsked(model, part, now))
}

/** A scope as the case keeps it: times as RFC 3339, what was left open left out. */
export const scopeShown = (parts: readonly RecallPart[]): { readonly any: readonly Readonly<Record<string, unknown>>[] } => ({
  any: parts.map((part) => Object.fromEntries(Object.entries(part).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, shownValue(name, value)]])))),
})

const shownValue = (name: string, value: unknown): unknown =>
  name === 'produced' || name === 'expires' ? Object.fromEntries(Object.entries(value as RecallWindow).flatMap(([end, at]) => (typeof at === 'number' ? [[end, formatInstant(instant(at))]] : []))) : value

/** A scope as it was kept. */
export const scopeKept = (kept: { readonly any: readonly Readonly<Record<string, unknown>>[] }): readonly RecallPart[] =>
  kept.any.map((part) => Object.fromEntries(Object.entries(part).map(([name, value]) => [name, name === 'produced' || name === 'expires' ? Object.fromEntries(Object.entries(value as Readonly<Record<string, string>>).map(([end, at]) => [end, instant(Date.parse(at))])) : value])))
