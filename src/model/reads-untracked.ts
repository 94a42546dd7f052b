import { hasHistory, type DefinitionVersion, type Model } from './model.ts'

/** Whether a rule of the version reads an attribute that holds only its last value: as of a moment it is unknown there. */
export const readsUntracked = (model: Model, version: DefinitionVersion): boolean =>
  version.domains.some((rule) => [rule.applies, rule.appliesWhen, rule.met].some((expression) => expression?.reads.some(([variable, field]) => {
    const type = variable === 'order' ? model.types.get('Order') : variable === 'entity' ? model.types.get(rule.over) : undefined
    const attribute = field === undefined ? undefined : type?.attributes.get(field)
    return attribute !== undefined && !hasHistory(attribute)
  })))
