import type { IdentifierScheme } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { parseRef } from '../vocabulary/ref.ts'

/** Where to look for values like one that nobody is known by. */
export interface NearestLookup {
  readonly type: string
  readonly property: string
  /** Only what belongs to some order: others would not answer the question either. */
  readonly leadsToOrder: boolean
}

export interface NearestPlan {
  readonly lookups: readonly NearestLookup[]
  /** Every text one slip of the hand away: looked up as they are. */
  readonly slips: readonly string[]
  readonly prefixes: readonly string[]
}

/** Identifier values like `id`, that lead to an order; refs too when `id` is written as one. */
export const planNearestOrder = (model: Model, asked: string, domain: string | undefined): NearestPlan => {
  const id = asked.trim()
  const schemes = [...model.schemes.values()].filter((scheme) => domain === undefined || scheme.domain === domain)
  const ref = refMeant(model, id)
  const type = ref === undefined ? undefined : parseRef(ref)?.type
  return {
    lookups: [
      ...(type === undefined ? [] : [{ type, property: 'ref', leadsToOrder: true }]),
      ...schemes.map((scheme) => ({ type: scheme.type, property: scheme.field, leadsToOrder: model.types.get(scheme.type)?.role !== 'ORDER' })),
    ],
    slips: [...slipsOf(id), ...(ref === undefined ? [] : refSlipsOf(ref))],
    prefixes: ref === undefined || type === undefined ? beginningsOf(id, 1) : [...refBeginningsOf(ref, type), ...beginningsOf(id, 1)],
  }
}

/** The text as a ref, its type put right when a type of the model is meant. */
const refMeant = (model: Model, id: string): string | undefined => {
  const parts = parseRef(id)
  if (parts === undefined) return undefined
  const type = model.types.has(parts.type) ? parts.type : nearest(parts.type, model.types.keys(), 1)[0]
  return type === undefined ? undefined : `${type}/${parts.key}`
}

/** Refs like `ref`, of its type. */
export const planNearestRef = (type: string, ref: string): NearestPlan => ({
  lookups: [{ type, property: 'ref', leadsToOrder: false }],
  slips: refSlipsOf(ref),
  prefixes: refBeginningsOf(ref, type),
})

/** Values like `value` under some schemes, whatever they identify. */
export const planNearestIdentifier = (schemes: Iterable<IdentifierScheme>, value: string): NearestPlan => ({
  lookups: [...schemes].map(({ type, field }) => ({ type, property: field, leadsToOrder: false })),
  slips: slipsOf(value),
  prefixes: beginningsOf(value, 1),
})

/** Of a longer text nobody types one character wrong, and the slips are its length times what can be typed. */
const LONGEST_TYPED = 24
const SEPARATORS = [...'-_./ ']

/** The text itself, a character left out, doubled, swapped with the next, put in or taken for another; in the spelling given. */
const slipsOf = (text: string): readonly string[] => {
  if (text === '' || text.length > LONGEST_TYPED) return text === '' ? [] : [text]
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const typed = [...'0123456789', ...SEPARATORS, ...(/[a-z]/.test(text) ? letters : []), ...(/[A-Z]/.test(text) ? letters.map((letter) => letter.toUpperCase()) : [])]
  const places = [...text, ''].map((_, place) => [text.slice(0, place), text.slice(place)] as const)
  return [...new Set([text, ...places.flatMap(([before, after]) => [
    before + after.slice(1), before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2), ...typed.flatMap((letter) => [before + letter + after, before + letter + after.slice(1)]),
  ])])].filter((slip) => slip !== '')
}

const refSlipsOf = (ref: string): readonly string[] => {
  const parts = parseRef(ref)
  return parts === undefined ? [] : slipsOf(parts.key).map((key) => `${parts.type}/${key}`)
}

/** Longest first: a slip of the hand late in the text is the commonest. */
const shorter = (text: string, least: number): readonly string[] =>
  [text.length - 1, text.length - 2, Math.ceil(text.length / 2), 2, 1].map((length) => text.slice(0, Math.max(length, least)))

/** Beginnings in the spelling given and in both cases. */
const beginningsOf = (text: string, least: number): readonly string[] =>
  [...new Set(shorter(text, Math.min(least, text.length)).filter((beginning) => beginning !== '').flatMap((beginning) => [beginning, beginning.toUpperCase(), beginning.toLowerCase()]))]

const refBeginningsOf = (ref: string, type: string): readonly string[] => [...new Set(shorter(ref, type.length + 1))]
