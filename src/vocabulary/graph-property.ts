/** Names of node properties, as docs/architecture.md lays them out. Writers and readers take them from here, so that they cannot drift apart. */
export type StatePart = 'local' | 'canonical' | 'since' | 'source' | 'settled' | 'conflict'
export const STATE_PARTS: readonly StatePart[] = ['local', 'canonical', 'since', 'source', 'settled', 'conflict']
export const VERDICT_PARTS = ['outcome', 'since', 'firstMetAt', 'skewHours', 'stage', 'stageSince', 'share', 'time', 'disputed'] as const
export type VerdictPart = (typeof VERDICT_PARTS)[number]
export const DOMAIN_VERDICT_PARTS = ['outcome', 'since', 'firstMetAt', 'evidence', 'missing'] as const
export type DomainVerdictPart = (typeof DOMAIN_VERDICT_PARTS)[number]

/** The entity's own state. */
export const stateProperty = (part: StatePart): string => `state.${part}`
/** Refs of the orders that the entity belongs to. */
export const ORDERS = 'orders'
/** On orders: the order's state in a domain. */
export const orderStateProperty = (domain: string, part: StatePart): string => `states.${domain}.${part}`
/** On orders: refs of what sources disagree about, of all that the order's states are drawn from. */
export const STATES_DISPUTED = 'states.disputed'
/** On orders: the unified verdict; `disputed` are refs of what it rests on and sources disagree about. */
export const verdictProperty = (definition: string, version: number, part: VerdictPart): string => `verdict.${definition}.${version}.${part}`
/** On orders: one domain's part of a verdict. */
export const domainVerdictProperty = (definition: string, version: number, domain: string, part: DomainVerdictPart): string =>
  `verdict.${definition}.${version}.${domain}.${part}`
/** Whether what it says counts among a receipt's open conflicts. */
export const isOfConflicts = (property: string): boolean => property === 'state.settled' || property.endsWith('.disputed')
const NUMBER = '.number'
/** A decimal's float twin, for filters and sorting; the digits themselves are under the field's own name. */
export const numberProperty = (field: string): string => `${field}${NUMBER}`
export const isNumberProperty = (property: string): boolean => property.endsWith(NUMBER)
/** The decimal whose twin it is. */
export const decimalOfNumber = (property: string): string => property.slice(0, -NUMBER.length)

/** Between scheme, value and source in an element of `identifiers`. */
export const IDENTIFIER_SEPARATOR = '\u001f'
/** On units and lots: what is known to have become of them, as `fateText` writes it. */
export const FATES = 'recall.fates'

/** Scheme of a FormerIdentifier whose value is the ref of an order that was merged into another; no model can declare it. */
export const MERGED_REF = '~ref'
