import { hasHistory, type Attribute, type EntityType, type StateGraph } from '../../model/entity-type.ts'
import { type Model } from '../../model/model.ts'
import { IDENTIFIER_SEPARATOR, orderStateProperty, STATE_PARTS, stateProperty, type StatePart } from '../../vocabulary/graph-property.ts'
import { keyOfRef } from '../../vocabulary/ref.ts'
import type { EntityInWorld, Resolver } from '../request-context.ts'
import { resolveClaims, resolveTimeline } from './claim-resolvers.ts'
import { lineageFrom } from './lineage-resolvers.ts'
import { resolveMergedFrom } from './merge-resolvers.ts'
import { resolveBelonging, resolveFates, resolveKept } from './kept-resolver.ts'
import { resolveMany, resolveOne } from './relation-resolvers.ts'
import { meaningOf } from './state-meaning.ts'
import { resolveVerdict } from './verdict-resolvers.ts'
import { resolveStateTimeline, resolveStateVisits } from './visit-resolvers.ts'

/** Resolvers of one type of the model: the same few for every type, whatever it is called. */
export const entityResolvers = (model: Model, type: EntityType): Readonly<Record<string, Resolver<EntityInWorld>>> => ({
  id: ({ row }) => row.ref,
  type: () => type.name,
  key: ({ row }) => keyOfRef(row.ref),
  domain: () => type.domain,
  resolved: ({ row }) => row.values['resolved'] ?? true,
  identifiers: ({ row }) => identifiersOf(row.values['identifiers']),
  state: (source) => type.states === undefined ? null : stateOf(source, type.domain, type.states, OWN_STATE),
  belongsTo: resolveBelonging,
  claims: resolveClaims,
  stateVisits: resolveStateVisits,
  lineage: (source, args, context, info) => lineageFrom(context, info, [source.row.ref], args, source.world),
  ...(type.role === 'ORDER' ? {
    states: resolveStates(model),
    verdict: resolveVerdict,
    timeline: resolveTimeline,
    stateTimeline: resolveStateTimeline,
    mergedFrom: resolveMergedFrom,
  } : {}),
  ...(type.role === 'UNIT' || type.role === 'LOT' ? { fates: resolveFates } : {}),
  ...Object.fromEntries([...type.attributes.values()].map((attribute) => [attribute.name, resolveAttribute(attribute)])),
  ...Object.fromEntries([...type.relations.values()].map((relation) => [relation.field, relation.many ? resolveMany(relation) : resolveOne(relation)])),
  ...Object.fromEntries([...type.kept.values()].map((kept) => [kept.name, resolveKept(kept)])),
})

const resolveStates = (model: Model): Resolver<EntityInWorld> => {
  const orderStates = [...model.orderStates.values()].map(({ domain, over }) => ({ domain, graph: model.types.get(over)?.states, properties: propertiesOf((part) => orderStateProperty(domain, part)) }))
  return (source) => orderStates.map(({ domain, graph, properties }) => stateOf(source, domain, graph, properties)).filter((ruling) => ruling !== null)
}

type StateProperties = Readonly<Record<StatePart, string>>
const propertiesOf = (property: (part: StatePart) => string): StateProperties => Object.fromEntries(STATE_PARTS.map((part) => [part, property(part)])) as Record<StatePart, string>
const OWN_STATE = propertiesOf(stateProperty)

/** Identifiers are claims too, so they are known of any time. */
const resolveAttribute = (attribute: Attribute): Resolver<EntityInWorld> => ({ row, world }, _args, context) => {
  if (world !== undefined && world.isWhole !== true && !hasHistory(attribute)) {
    context.gathered.notes.add('AS_OF_UNTRACKED')
    return null
  }
  return row.values[attribute.name] ?? null
}

export const identifiersOf = (held: unknown): readonly { readonly scheme: string; readonly value: string; readonly source: string }[] =>
  !Array.isArray(held) ? [] : held.map((text: string) => {
    const [scheme = '', value = '', source = ''] = text.split(IDENTIFIER_SEPARATOR)
    return { scheme, value, source }
  })

/** Null when no source has spoken. */
const stateOf = (source: EntityInWorld, domain: string, graph: StateGraph | undefined, properties: StateProperties): unknown => {
  const part = (name: StatePart): unknown => source.row.values[properties[name]] ?? null
  const settled = part('settled')
  if (settled === null) return null
  return {
    domain, settled,
    local: part('local'), canonical: part('canonical'), since: part('since'), source: part('source'),
    ...meaningOf(graph, part('local'), part('since')),
    conflict: () => conflictOf(source, part('conflict')),
  }
}

const conflictOf = (source: EntityInWorld, held: unknown): unknown => {
  if (typeof held !== 'string') return null
  const { claims, reason } = JSON.parse(held) as { readonly claims: readonly string[]; readonly reason: string }
  return { about: source.row.ref, field: 'state', reason, claims, world: source.world }
}
