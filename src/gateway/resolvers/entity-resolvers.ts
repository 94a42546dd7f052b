import type { Attribute, EntityType, Model } from '../../model/model.ts'
import { problem } from '../../problems/problem.ts'
import { IDENTIFIER_SEPARATOR, orderStateProperty, stateProperty, type StatePart } from '../../vocabulary/graph-property.ts'
import { keyOfRef } from '../../vocabulary/ref.ts'
import type { EntityInWorld, Resolver } from '../request-context.ts'
import { resolveClaims, resolveTimeline } from './claim-resolvers.ts'
import { lineageFrom } from './lineage-resolvers.ts'
import { resolveMergedFrom } from './merge-resolvers.ts'
import { resolveMany, resolveOne } from './relation-resolvers.ts'
import { resolveVerdict } from './verdict-resolvers.ts'


/** Resolvers of one type of the model: the same few for every type, whatever it is called. */
export const entityResolvers = (model: Model, type: EntityType): Readonly<Record<string, Resolver<EntityInWorld>>> => ({
  id: ({ row }) => row.ref,
  type: () => type.name,
  key: ({ row }) => keyOfRef(row.ref),
  domain: () => type.domain,
  resolved: ({ row }) => row.values['resolved'] ?? true,
  identifiers: ({ row }) => identifiersOf(row.values['identifiers']),
  state: (source) => type.states === undefined ? null : stateOf(source, type.domain, stateProperty),
  claims: resolveClaims,
  lineage: (source, args, context, info) => {
    if (source.world !== undefined) throw problem('AS_OF_UNSUPPORTED', { field: 'lineage' })
    return lineageFrom(context, info, [source.row.ref], args)
  },
  ...(type.role === 'ORDER' ? {
    states: (source: EntityInWorld) => [...model.orderStates.keys()].flatMap((domain) => {
      const ruling = stateOf(source, domain, (part) => orderStateProperty(domain, part))
      return ruling === null ? [] : [ruling]
    }),
    verdict: resolveVerdict,
    timeline: resolveTimeline,
    mergedFrom: resolveMergedFrom,
  } : {}),
  ...Object.fromEntries([...type.attributes.values()].map((attribute) => [attribute.name, resolveAttribute(attribute)])),
  ...Object.fromEntries([...type.relations.values()].map((relation) => [relation.field, relation.many ? resolveMany(relation) : resolveOne(relation)])),
})

/** Identifiers are claims too, so they are known of any time. */
const resolveAttribute = (attribute: Attribute): Resolver<EntityInWorld> => ({ row, world }, _args, context) => {
  if (world !== undefined && !attribute.tracked && attribute.scheme === undefined) {
    context.gathered.notes.add('AS_OF_UNTRACKED')
    return null
  }
  return row.values[attribute.name] ?? null
}

const identifiersOf = (held: unknown): readonly { readonly scheme: string; readonly value: string; readonly source: string }[] =>
  !Array.isArray(held) ? [] : held.map((text: string) => {
    const [scheme = '', value = '', source = ''] = text.split(IDENTIFIER_SEPARATOR)
    return { scheme, value, source }
  })

/** Null when no source has spoken. */
const stateOf = (source: EntityInWorld, domain: string, property: (part: StatePart) => string): unknown => {
  const part = (name: StatePart): unknown => source.row.values[property(name)] ?? null
  const settled = part('settled')
  if (settled === null) return null
  return {
    domain, settled,
    local: part('local'), canonical: part('canonical'), since: part('since'), source: part('source'),
    conflict: () => conflictOf(source, part('conflict')),
  }
}

const conflictOf = (source: EntityInWorld, held: unknown): unknown => {
  if (typeof held !== 'string') return null
  const { claims, reason } = JSON.parse(held) as { readonly claims: readonly string[]; readonly reason: string }
  return { about: source.row.ref, field: 'state', reason, claims, world: source.world }
}
