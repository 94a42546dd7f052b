import type { Model } from '../model/model.ts'
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
  const byRef = parseRef(id)
  return {
    lookups: [
      ...(byRef !== undefined && model.types.has(byRef.type) ? [{ type: byRef.type, property: 'ref', leadsToOrder: true }] : []),
      ...schemes.map((scheme) => ({ type: scheme.type, property: scheme.field, leadsToOrder: model.types.get(scheme.type)?.role !== 'ORDER' })),
    ],
    prefixes: prefixesOf(id, byRef === undefined ? 1 : byRef.type.length + 2),
  }
}

/** Refs like `ref`, of its type. */
export const planNearestRef = (type: string, ref: string): NearestPlan => ({
  lookups: [{ type, property: 'ref', leadsToOrder: false }],
  prefixes: prefixesOf(ref, type.length + 2),
})

/** Beginnings, longest first, in the spelling given and in both cases: a slip of the hand late in the text is the commonest. */
const prefixesOf = (text: string, least: number): readonly string[] => {
  const lengths = [text.length - 1, text.length - 2, Math.ceil(text.length / 2), 2, 1].map((length) => Math.max(length, Math.min(least, text.length)))
  const beginnings = lengths.map((length) => text.slice(0, length)).filter((beginning) => beginning !== '')
  return [...new Set(beginnings.flatMap((beginning) => [beginning, beginning.toUpperCase(), beginning.toLowerCase()]))]
}
