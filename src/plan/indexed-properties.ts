import { judgedVersions } from '../model/judged-versions.ts'
import type { EntityType } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { domainVerdictProperty, numberProperty, orderStateProperty, verdictProperty } from '../vocabulary/graph-property.ts'

/** A property with an index: what `where` calls it, and what asks for it. */
export interface IndexedProperty {
  readonly property: string
  readonly filter: string
  /** Whether few share a value, so that rows in the index's order need no more than those few sorted by ref. */
  readonly distinct: boolean
}

const ORDERED = ['DateTime', 'Date', 'Decimal']

/**
 * What `where` finds without reading every entity of the type, besides `id`: identifiers of every type, since people ask by them; of orders,
 * which alone are listed from the root, also times, dates and amounts, canonical states by domain and verdicts by domain. Each index costs every
 * write of its property, so local words, free texts and flags have none: they are filtered within what one of these has found.
 */
export const indexedProperties = (model: Model, type: EntityType): readonly IndexedProperty[] => {
  const isOrder = type.role === 'ORDER'
  const attributes = [...type.attributes.values()]
    .filter(({ scheme, type: of }) => scheme !== undefined || (isOrder && typeof of === 'string' && ORDERED.includes(of)))
    .map(({ name, type: of }) => ({ property: of === 'Decimal' ? numberProperty(name) : name, filter: name, distinct: true }))
  if (!isOrder) return attributes
  const states = [...model.orderStates.keys()].map((domain) => ({ property: orderStateProperty(domain, 'canonical'), filter: `states of ${domain} by canonical`, distinct: false }))
  const verdicts = judgedVersions(model).flatMap(({ definition: name, version, domains, answers }) => [
    ...(['outcome', 'since'] as const).map((part) => ({ property: verdictProperty(name, version, part), filter: `verdicts of ${name} by ${part}`, distinct: part === 'since' })),
    ...(['stage', 'time'] as const).filter((part) => answers[part] !== undefined).map((part) => ({ property: verdictProperty(name, version, part), filter: `verdicts of ${name} by ${part}`, distinct: part === 'time' })),
    ...domains.map(({ domain }) => ({ property: domainVerdictProperty(name, version, domain, 'outcome'), filter: `verdicts of ${name} in ${domain} by outcome`, distinct: false })),
  ])
  return [...attributes, ...states, ...verdicts]
}
