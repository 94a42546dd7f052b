import type { EntityType } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { Problem } from '../problems/problem.ts'
import { domainVerdictProperty, FATES, ORDERS, orderStateProperty, STATE_PARTS, type StatePart, stateProperty, STATES_DISPUTED, verdictProperty } from '../vocabulary/graph-property.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Asked } from './asked.ts'
import { chooseVersion } from './choose-version.ts'

/** The properties that the asked fields of a type are answered from, without doubles, in one order whatever the order of the question: the same need is the same text. */
export const planColumns = (model: Model, type: EntityType, asked: readonly Asked[], at: Instant): readonly string[] => {
  const columns = new Set<string>()
  for (const field of asked) for (const column of columnsOfField(model, type, field, at)) columns.add(column)
  return [...columns].sort()
}

const columnsOfField = (model: Model, type: EntityType, field: Asked, at: Instant): readonly string[] => {
  if (type.attributes.has(field.name) || type.kept.has(field.name)) return [field.name]
  switch (field.name) {
    case 'belongsTo':
      return [ORDERS]
    case 'fates':
      return [FATES]
    case 'resolved':
    case 'identifiers':
      return [field.name]
    case 'state':
      return type.states === undefined ? [] : stateParts(field).map(stateProperty)
    case 'states':
      return type.role === 'ORDER' ? [STATES_DISPUTED, ...[...model.orderStates.keys()].flatMap((domain) => stateParts(field).map((part) => orderStateProperty(domain, part)))] : []
    case 'verdict':
      return type.role === 'ORDER' ? columnsOfVerdict(model, field, at) : []
    default:
      return []
  }
}

/** What the model says of a state is looked up by the state's name, and counted from its time. */
const MEANT_BY: Readonly<Record<string, readonly StatePart[]>> = { standardEvent: ['local'], responsible: ['local'], terminal: ['local'], expectedUntil: ['local', 'since'] }

/** `settled` always comes along: that it is there says that a source has spoken. */
const stateParts = (field: Asked): readonly StatePart[] =>
  STATE_PARTS.filter((part) => part === 'settled' || field.below.some(({ name }) => name === part || MEANT_BY[name]?.includes(part) === true))

const columnsOfVerdict = (model: Model, field: Asked, at: Instant): readonly string[] => {
  const { definition, version } = field.arguments
  try {
    const chosen = chooseVersion(model, String(definition), typeof version === 'number' ? version : undefined, at)
    // What the verdict rests on and sources disagree about counts among the receipt's open conflicts.
    return [verdictProperty(chosen.definition, chosen.version, 'disputed'), ...field.below.flatMap((part): readonly string[] => {
      switch (part.name) {
        case 'unified': return [verdictProperty(chosen.definition, chosen.version, 'outcome')]
        case 'since':
        case 'firstMetAt':
        case 'skewHours':
        case 'share':
        case 'time': return [verdictProperty(chosen.definition, chosen.version, part.name)]
        case 'stage': return chosen.answers.stage === undefined ? [] : (['stage', 'stageSince'] as const).map((name) => verdictProperty(chosen.definition, chosen.version, name))
        case 'domains': return chosen.domains.flatMap(({ domain }) => columnsOfDomain(chosen.definition, chosen.version, domain, part))
        default: return []
      }
    })]
  } catch (error) {
    // The verdict field itself refuses, with its own path; its order is read all the same.
    if (error instanceof Problem) return []
    throw error
  }
}

const columnsOfDomain = (definition: string, version: number, domain: string, part: Asked): readonly string[] =>
  part.below.flatMap(({ name }) => {
    switch (name) {
      case 'outcome':
      case 'since':
      case 'firstMetAt':
      case 'evidence':
      case 'missing': return [domainVerdictProperty(definition, version, domain, name)]
      default: return []
    }
  })
