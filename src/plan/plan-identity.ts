import type { IdentifierScheme } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { MERGED_REF } from '../vocabulary/graph-property.ts'
import { parseRef, placeholderRef } from '../vocabulary/ref.ts'

/** One way to find who is known by a value. The first level with any match decides. */
export type IdentifierLookup =
  | { readonly by: 'ref'; readonly level: number; readonly type: string; readonly value: string }
  | { readonly by: 'field'; readonly level: number; readonly type: string; readonly field: string; readonly value: string; readonly placeholder: string }
  | { readonly by: 'former'; readonly level: number; readonly schemes: readonly string[]; readonly value: string }

/** How many entities of one value are looked at: a value carried by more is shared on purpose and names no one order. One more is asked for, to know. */
export const MOST_MATCHES = 1000

const LEVEL_REF = 0
const LEVEL_OWN = 1
const LEVEL_BELONGING = 2

/** Lookups of `order(id:, domain:)`: the ref and the order's own identifiers, then identifiers of everything else. */
export const planOrderIdentity = (model: Model, id: string, domain: string | undefined): { readonly own: readonly IdentifierLookup[]; readonly belonging: readonly IdentifierLookup[] } => {
  if (domain !== undefined && !model.domains.includes(domain)) throw problem('UNKNOWN_DOMAIN', { domain, nearest: nearest(domain, model.domains), known: model.domains })
  const schemes = [...model.schemes.values()].filter((scheme) => domain === undefined || scheme.domain === domain)
  const isOrder = (scheme: IdentifierScheme): boolean => model.types.get(scheme.type)?.role === 'ORDER'
  return {
    own: [...lookupsByRef(model, id), ...lookupsByIdentifier(schemes.filter(isOrder), id, LEVEL_OWN)],
    belonging: lookupsByIdentifier(schemes.filter((scheme) => !isOrder(scheme)), id, LEVEL_BELONGING),
  }
}

/** The same, all at once. */
export const lookupsOfOrder = (model: Model, id: string, domain: string | undefined): readonly IdentifierLookup[] => Object.values(planOrderIdentity(model, id, domain)).flat()

/** What tells lookups of one form from others: all but the value that is looked up. */
export const formOf = (lookups: readonly IdentifierLookup[]): string =>
  lookups.map((lookup) => `${lookup.level} ${lookup.by} ${lookup.by === 'former' ? lookup.schemes.join() : lookup.by === 'field' ? `${lookup.type}.${lookup.field}` : lookup.type}`).join('; ')

/** By ref; that of a placeholder whose record came leads to whom its identifier names now, that of a merged order to its survivor. */
export const lookupsByRef = (model: Model, id: string): readonly IdentifierLookup[] => {
  const parts = parseRef(id)
  if (parts === undefined || !model.types.has(parts.type)) return []
  const scheme = parts.identifier === undefined ? undefined : model.schemes.get(parts.identifier.scheme)
  return [
    { by: 'ref', level: LEVEL_REF, type: parts.type, value: id },
    ...(model.types.get(parts.type)?.role === 'ORDER' ? [{ by: 'former', level: LEVEL_REF, schemes: [MERGED_REF], value: id } as const] : []),
    ...(scheme?.type === parts.type && parts.identifier !== undefined ? lookupsByIdentifier([scheme], parts.identifier.value, LEVEL_REF) : []),
  ]
}

/** Of any type, by the part of a ref behind the type. */
export const lookupsByKey = (model: Model, key: string): readonly IdentifierLookup[] => [...model.types.keys()].map((type) => ({ by: 'ref', level: LEVEL_REF, type, value: `${type}/${key}` }))

/** Former values are one lookup for all schemes: a scheme names its type, and each branch more costs the store's planner more than the last. */
export const lookupsByIdentifier = (schemes: readonly IdentifierScheme[], value: string, level: number): readonly IdentifierLookup[] => [
  ...schemes.map((scheme): IdentifierLookup => ({ by: 'field', level, type: scheme.type, field: scheme.field, value, placeholder: placeholderRef(scheme.type, scheme.scheme, value) })),
  ...(schemes.length === 0 ? [] : [{ by: 'former', level, schemes: schemes.map(({ scheme }) => scheme), value } as const]),
]
