import type { DefinitionModel, DefinitionVersion, Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'

export const getDefinition = (model: Model, name: string): DefinitionModel => {
  const definition = model.definitions.get(name)
  if (definition === undefined) throw problem('UNKNOWN_DEFINITION', { definition: name, nearest: nearest(name, model.definitions.keys()) })
  return definition
}

/** The version in force: approved for use, its boundaries' own instants included at the start and not at the end. A retired one still answers for its time. */
export const findVersionInForce = (definition: DefinitionModel, at: Instant): DefinitionVersion | undefined =>
  definition.versions.findLast((version) =>
    (version.lifecycle === 'ACTIVE' || version.lifecycle === 'RETIRED' || version.lifecycle === 'APPROVED')
    && version.effectiveFrom <= at && (version.effectiveTo === undefined || at < version.effectiveTo))

/** The version that was named, else the one in force at `at`. */
export const chooseVersion = (model: Model, name: string, version: number | undefined, at: Instant): DefinitionVersion => {
  const definition = getDefinition(model, name)
  if (version !== undefined) {
    const named = definition.versions.find((candidate) => candidate.version === version)
    if (named === undefined) throw problem('UNKNOWN_VERSION', { definition: name, version, available: definition.versions.map((candidate) => candidate.version) })
    return named
  }
  const inForce = findVersionInForce(definition, at)
  if (inForce !== undefined) return inForce
  const first = definition.versions.reduce<Instant | undefined>((earliest, { effectiveFrom }) => earliest === undefined || effectiveFrom < earliest ? effectiveFrom : earliest, undefined)
  throw problem('DEFINITION_NOT_EFFECTIVE', { definition: name, at: formatInstant(at), from: first === undefined ? 'never' : formatInstant(first) })
}
