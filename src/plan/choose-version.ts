import { isInForce } from '../model/held-version.ts'
import type { DefinitionModel, DefinitionVersion, Model } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem } from '../problems/problem.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'

export const getDefinition = (model: Model, name: string): DefinitionModel => {
  const definition = model.definitions.get(name)
  if (definition === undefined) throw problem('UNKNOWN_DEFINITION', { definition: name, nearest: nearest(name, model.definitions.keys()) })
  return definition
}

/** The version in force, its boundaries' own instants included at the start and not at the end. A retired one still answers for its time. */
export const findVersionInForce = (definition: DefinitionModel, at: Instant): DefinitionVersion | undefined =>
  definition.versions.findLast((version) => isInForce(version, at))

export const getVersion = (definition: DefinitionModel, version: number): DefinitionVersion => {
  const named = definition.versions.find((candidate) => candidate.version === version)
  if (named === undefined) throw problem('UNKNOWN_VERSION', { definition: definition.name, version, available: definition.versions.map((candidate) => candidate.version) })
  return named
}

/** The version that was named, else the one in force at `at`: by which every order is judged. */
export const chooseVersion = (model: Model, name: string, version: number | undefined, at: Instant): DefinitionVersion => {
  const chosen = chooseAny(model, name, version, at)
  refuseUnjudged(chosen)
  return chosen
}

/** VERSION_NOT_JUDGED, VERSION_UNDER_WAY. */
export const refuseUnjudged = ({ definition, version, lifecycle, judging }: DefinitionVersion): void => {
  if (judging === 'NOT_YET') throw problem('VERSION_NOT_JUDGED', { definition, version, lifecycle })
  if (judging === 'UNDER_WAY') throw problem('VERSION_UNDER_WAY', { definition, version })
}

/** The same, though no order were judged by it yet: for who works one out. */
export const chooseAny = (model: Model, name: string, version: number | undefined, at: Instant): DefinitionVersion => {
  const definition = getDefinition(model, name)
  if (version !== undefined) return getVersion(definition, version)
  const inForce = findVersionInForce(definition, at)
  if (inForce !== undefined) return inForce
  const first = definition.versions.reduce<Instant | undefined>((earliest, { effectiveFrom }) => effectiveFrom !== undefined && (earliest === undefined || effectiveFrom < earliest) ? effectiveFrom : earliest, undefined)
  throw problem('DEFINITION_NOT_EFFECTIVE', { definition: name, at: formatInstant(at), from: first === undefined ? 'never' : formatInstant(first) })
}
