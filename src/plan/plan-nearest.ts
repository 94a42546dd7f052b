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
  readonly prefixes: readonly string[]
}

/** Identifier values like `id`, that lead to an order; refs too when `id` is written as one. */
export const planNearestOrder = (model: Model, id: string, domain: string | undefined): NearestPlan => {
  const schemes = [...model.schemes.values()].filter((scheme) => domain === undefined || scheme.domain === domain)
  const ref = refMeant(model, id)
  const type = ref === undefined ? undefined : parseRef(ref)?.type
  return {
    lookups: [
      ...(type === undefined ? [] : [{ type, property: 'ref', leadsToOrder: true }]),
      ...schemes.map((scheme) => ({ type: scheme.type, property: scheme.field, leadsToOrder: model.types.get(scheme.type)?.role !== 'ORDER' })),
    ],
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
  prefixes: refBeginningsOf(ref, type),
})

/** Longest first: a slip of the hand late in the text is the commonest. */
const shorter = (text: string, least: number): readonly string[] =>
  [text.length - 1, text.length - 2, Math.ceil(text.length / 2), 2, 1].map((length) => text.slice(0, Math.max(length, least)))

/** Beginnings in the spelling given and in both cases. */
const beginningsOf = (text: string, least: number): readonly string[] =>
  [...new Set(shorter(text, Math.min(least, text.length)).filter((beginning) => beginning !== '').flatMap((beginning) => [beginning, beginning.toUpperCase(), beginning.toLowerCase()]))]

const refBeginningsOf = (ref: string, type: string): readonly string[] => [...new Set(shorter(ref, type.length + 1))]
