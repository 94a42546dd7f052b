import type { Attribute } from '../model/entity-type.ts'
import type { DefinitionVersion } from '../model/model.ts'
import type { Claim } from '../vocabulary/claim.ts'
import type { Scalar } from '../vocabulary/event.ts'
import { DOMAIN_VERDICT_PARTS, domainVerdictProperty, IDENTIFIER_SEPARATOR, MERGED_REF, numberProperty, ORDERS, orderStateProperty, STATES_DISPUTED, stateProperty, VERDICT_PARTS, verdictProperty } from '../vocabulary/graph-property.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { missingProperty } from '../vocabulary/missing.ts'
import { keyOfRef, parseRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphChange, NodeImage, Property } from './graph-change.ts'
import { rulingAt, type History } from './history.ts'
import type { OrderRuling } from './settle-order.ts'
import type { DomainRuling } from './settle-order-state.ts'
import type { VerdictShown } from './settle-verdict.ts'
import { at } from './timeline.ts'

export type Properties = Record<string, Property>

const put = (properties: Properties, name: string, value: Property | null | undefined): void => {
  if (value !== null && value !== undefined) properties[name] = value
}

const putAttribute = (properties: Properties, attribute: Attribute, value: Scalar | null): void => {
  put(properties, attribute.name, value)
  // Decimals are exact as text; filters and sorting use the number beside it.
  if (attribute.type === 'Decimal' && value !== null) properties[numberProperty(attribute.name)] = Number(value)
}

const conflictOf = (claims: readonly Claim[], reason: string): string => JSON.stringify({ claims: claims.map((claim) => claim.id), reason })

/** Those of a moment; of a scheme under which there was none yet, those that came later: it is known by them all the same. */
const identifiersBy = (history: History, moment: Instant): readonly Claim[] => {
  const claims = identifiersOf(history)
  const begun = new Set(claims.filter((claim) => claim.occurredAt <= moment).map((claim) => claim.field))
  return claims.filter((claim) => claim.occurredAt <= moment || !begun.has(claim.field))
}

const identifiersOf = (history: History): readonly Claim[] => history.facts.claims.filter((claim) => claim.kind === 'identifier')

/** An entity as the graph shall show it at a moment. `orders` are those it belongs to. */
export const nodeImage = (history: History, resolved: boolean, orders: readonly Ref[], moment: Instant, ruling?: OrderRuling): NodeImage => {
  const { ref, type, attributes } = history.facts
  const properties: Properties = { ref, key: keyOfRef(ref), resolved, ...(orders.length === 0 ? {} : { [ORDERS]: orders }) }
  for (const [field, value] of Object.entries(attributes)) {
    const attribute = type.attributes.get(field)
    if (attribute !== undefined) putAttribute(properties, attribute, value)
  }
  for (const [field, timeline] of history.attributes) {
    const attribute = type.attributes.get(field)
    const entry = at(timeline, moment)?.value
    if (attribute !== undefined && entry?.settled === true) putAttribute(properties, attribute, entry.value)
  }
  putIdentifiers(properties, history, moment)
  putState(properties, history, moment)
  if (ruling !== undefined) {
    for (const domain of ruling.domains) putDomain(properties, domain)
    putDisputed(properties, STATES_DISPUTED, ruling.domains.flatMap((domain) => (domain.settled ? [] : domain.disputed)))
    for (const verdict of ruling.verdicts) putVerdict(properties, verdict)
  }
  return { ref, properties }
}

const putIdentifiers = (properties: Properties, history: History, moment: Instant): void => {
  const named = parseRef(history.facts.ref)?.identifier
  // A placeholder is found by the identifier that links used for it.
  const shown = [...history.facts.type.attributes.values()].find((attribute) => named !== undefined && attribute.scheme === named.scheme)
  if (named !== undefined && shown !== undefined) putAttribute(properties, shown, named.value)
  const claims = identifiersBy(history, moment)
  if (claims.length === 0) return
  properties['identifiers'] = [...new Set(claims.map((claim) => [claim.field, claim.value, claim.source].join(IDENTIFIER_SEPARATOR)))].sort()
  const fields = new Map([...history.facts.type.attributes.values()].flatMap((attribute) => (attribute.scheme === undefined ? [] : [[attribute.scheme, attribute] as const])))
  for (const claim of claims) {
    const attribute = fields.get(claim.field)
    if (attribute !== undefined && (claim.occurredAt <= moment || properties[attribute.name] === undefined)) putAttribute(properties, attribute, claim.value)
  }
}

const putState = (properties: Properties, history: History, moment: Instant): void => {
  const entry = rulingAt(history, moment)
  if (entry === undefined) return
  properties[stateProperty('settled')] = entry.value.settled
  properties[stateProperty('since')] = entry.from
  if (entry.value.settled) {
    properties[stateProperty('local')] = entry.value.local
    properties[stateProperty('canonical')] = entry.value.canonical
    properties[stateProperty('source')] = entry.value.claim.source
  } else properties[stateProperty('conflict')] = conflictOf(entry.value.claims, entry.value.reason)
}

const putDomain = (properties: Properties, ruling: DomainRuling): void => {
  properties[orderStateProperty(ruling.domain, 'settled')] = ruling.settled
  properties[orderStateProperty(ruling.domain, 'since')] = ruling.since
  if (ruling.settled) {
    properties[orderStateProperty(ruling.domain, 'local')] = ruling.local
    properties[orderStateProperty(ruling.domain, 'canonical')] = ruling.canonical
    properties[orderStateProperty(ruling.domain, 'source')] = ruling.source
  } else properties[orderStateProperty(ruling.domain, 'conflict')] = conflictOf(ruling.claims, ruling.reason)
}

const putDisputed = (properties: Properties, name: string, refs: readonly Ref[]): void => {
  if (refs.length > 0) properties[name] = [...new Set(refs)].sort()
}

export const putVerdict = (properties: Properties, verdict: VerdictShown): void => {
  const { definition, version } = verdict
  properties[verdictProperty(definition, version, 'outcome')] = verdict.outcome
  properties[verdictProperty(definition, version, 'since')] = verdict.since
  put(properties, verdictProperty(definition, version, 'firstMetAt'), verdict.firstMetAt)
  put(properties, verdictProperty(definition, version, 'skewHours'), verdict.skewHours)
  for (const part of ['stage', 'stageSince', 'share', 'time'] as const) put(properties, verdictProperty(definition, version, part), verdict.answers[part])
  putDisputed(properties, verdictProperty(definition, version, 'disputed'), verdict.disputed)
  for (const domain of verdict.domains) {
    properties[domainVerdictProperty(definition, version, domain.domain, 'outcome')] = domain.outcome
    properties[domainVerdictProperty(definition, version, domain.domain, 'since')] = domain.since
    put(properties, domainVerdictProperty(definition, version, domain.domain, 'firstMetAt'), domain.firstMetAt)
    if (domain.evidence.length > 0) properties[domainVerdictProperty(definition, version, domain.domain, 'evidence')] = domain.evidence.map((claim) => claim.id)
    if (domain.missing.length > 0) properties[domainVerdictProperty(definition, version, domain.domain, 'missing')] = domain.missing.map(missingProperty)
  }
}

const verdictNames = ({ definition, version, domains }: DefinitionVersion): readonly string[] => [
  ...VERDICT_PARTS.map((part) => verdictProperty(definition, version, part)),
  ...domains.flatMap(({ domain }) => DOMAIN_VERDICT_PARTS.map((part) => domainVerdictProperty(definition, version, domain, part))),
]

/** An order's properties with those of a version's verdict, which is worked out when one of them is read. */
export const withVerdictWhenRead = (properties: Properties, version: DefinitionVersion, judge: () => VerdictShown): Properties => {
  let verdict: Properties | undefined
  const made = (): Properties => {
    if (verdict === undefined) putVerdict(verdict = {}, judge())
    return verdict
  }
  for (const name of verdictNames(version)) Object.defineProperty(properties, name, { enumerable: true, configurable: true, get: () => made()[name] })
  return properties
}

/** Names by which an entity is found though its node does not show them: refs merged into it, and identifiers of schemes under which it has had several values, each with whether its field shows it; none for the many that have one. */
export const formerIdentifiers = (history: History, image: NodeImage): GraphChange['former'] => {
  const { ref, type } = history.facts
  const byScheme = Map.groupBy(identifiersOf(history), (claim) => claim.field)
  const former = [...byScheme].flatMap(([scheme, claims]) => {
    const field = [...type.attributes.values()].find((attribute) => attribute.scheme === scheme)?.name
    const values = [...new Set(claims.map((claim) => String(claim.value)))]
    const shown = field === undefined ? undefined : image.properties[field]
    return values.length === 1 && values[0] === shown ? [] : values.map((value) => ({ ref, scheme, value, shown: value === shown }))
  })
  return [...history.facts.merged.map((old) => ({ ref, scheme: MERGED_REF, value: old, shown: false })), ...former]
}
