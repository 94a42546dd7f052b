import type { Attribute, EntityType } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { domainVerdictProperty, numberProperty, orderStateProperty, stateProperty, verdictProperty } from '../vocabulary/graph-property.ts'
import { chooseVersion } from './choose-version.ts'
import { indexedProperties } from './indexed-properties.ts'
import type { SortKey } from './sort-key.ts'
import { members, type WhereContext } from './where.ts'

/** Sort fields beside the type's attributes: enum value → property. */
export const KERNEL_SORT_FIELDS: Readonly<Record<string, string>> = {
  ID: 'ref', KEY: 'key', RESOLVED: 'resolved',
  STATE_LOCAL: stateProperty('local'), STATE_CANONICAL: stateProperty('canonical'), STATE_SINCE: stateProperty('since'),
}

/** `pickupAt` → `PICKUP_AT`. */
export const sortFieldName = (field: string): string => field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()

const MOST_SORT_KEYS = 8

export const planSort = (context: WhereContext, type: EntityType, orderBy: unknown): readonly SortKey[] => {
  const asked: readonly unknown[] = Array.isArray(orderBy) ? orderBy : orderBy === undefined || orderBy === null ? [] : [orderBy]
  if (asked.length > MOST_SORT_KEYS) throw problem('BAD_ARGUMENT', { argument: 'orderBy', value: `of ${asked.length} entries`, wanted: `at most ${MOST_SORT_KEYS}` })
  const keys = asked.map((entry) => planSortKey(context, type, Object.fromEntries(members(entry))))
  if (keys.length === 0) return []
  const indexed = new Set(['ref', ...indexedProperties(context.model, type).filter(({ distinct }) => distinct).map(({ property }) => property)])
  return keys.map((key) => ({ ...key, indexed: key.ranks === undefined && indexed.has(key.property) }))
}

const planSortKey = (context: WhereContext, type: EntityType, entry: Readonly<Record<string, unknown>>): Omit<SortKey, 'indexed'> => {
  const direction = entry['direction'] === 'DESC' ? 'DESC' : 'ASC'
  const given = ['field', 'state', 'verdict'].filter((name) => entry[name] !== undefined && entry[name] !== null)
  if (given.length !== 1) throw problem('BAD_ARGUMENT', { argument: 'orderBy', value: given.length === 0 ? 'an entry that names nothing' : `an entry with ${given.join(' and ')}`, wanted: 'exactly one of field, state and verdict in each entry' })
  if (typeof entry['field'] === 'string') return { direction, ...byField(context.model, type, entry['field']) }
  if (given[0] === 'state') return { direction, ...byState(context.model, entry['state']) }
  return { direction, ...byVerdict(context, entry['verdict']) }
}

type Undirected = Omit<SortKey, 'direction' | 'indexed'>

const byField = (model: Model, type: EntityType, field: string): Undirected => {
  const kernel = KERNEL_SORT_FIELDS[field]
  if (kernel === 'state.canonical') return { property: kernel, holds: 'number', ranks: model.canonicalStates }
  if (kernel !== undefined) return { property: kernel, holds: kernel === 'state.since' ? 'number' : kernel === 'resolved' ? 'boolean' : 'string' }
  for (const attribute of type.attributes.values()) if (sortFieldName(attribute.name) === field) return byAttribute(attribute)
  throw new Error(`plan-sort:field: no plan for ${field} of ${type.name}`)
}

const byAttribute = (attribute: Attribute): Undirected => {
  switch (attribute.type) {
    case 'Decimal': return { property: numberProperty(attribute.name), holds: 'number' }
    case 'DateTime':
    case 'Int':
    case 'Float': return { property: attribute.name, holds: 'number' }
    case 'Boolean': return { property: attribute.name, holds: 'boolean' }
    default: return { property: attribute.name, holds: 'string' }
  }
}

const byState = (model: Model, asked: unknown): Undirected => {
  const { domain, by } = Object.fromEntries(members(asked))
  if (typeof domain !== 'string' || !model.domains.includes(domain)) throw problem('UNKNOWN_DOMAIN', { domain: String(domain), nearest: nearest(String(domain), model.domains), known: model.domains })
  return by === 'SINCE'
    ? { property: orderStateProperty(domain, 'since'), holds: 'number' }
    : { property: orderStateProperty(domain, 'canonical'), holds: 'number', ranks: model.canonicalStates }
}

const VERDICT_PARTS = { OUTCOME: 'outcome', SINCE: 'since', FIRST_MET_AT: 'firstMetAt', SKEW_HOURS: 'skewHours', STAGE: 'stage', SHARE: 'share', TIME: 'time' } as const

const byVerdict = (context: WhereContext, verdict: unknown): Undirected => {
  const { definition, version, domain, by } = Object.fromEntries(members(verdict))
  const chosen = chooseVersion(context.model, String(definition), typeof version === 'number' ? version : undefined, context.at)
  context.used(chosen.definition, chosen.version)
  const part = VERDICT_PARTS[by as keyof typeof VERDICT_PARTS]
  const holds = part === 'outcome' ? 'string' : 'number'
  const scale = part === 'stage' ? chosen.answers.stage?.scale ?? [] : undefined
  if (typeof domain !== 'string') return { property: verdictProperty(chosen.definition, chosen.version, part), holds, ...(scale === undefined ? {} : { ranks: scale }) }
  const ruled = chosen.domains.map((rule) => rule.domain)
  if (!ruled.includes(domain)) throw problem('UNKNOWN_DOMAIN', { domain, nearest: nearest(domain, ruled), of: `'${chosen.definition}' version ${chosen.version}`, known: ruled })
  if (part !== 'outcome' && part !== 'since' && part !== 'firstMetAt') throw problem('BAD_ARGUMENT', { argument: 'orderBy.verdict.by', value: `${String(by)} beside domain '${domain}'`, wanted: `${String(by)} without domain: it is of the unified verdict` })
  return { property: domainVerdictProperty(chosen.definition, chosen.version, domain, part), holds }
}

