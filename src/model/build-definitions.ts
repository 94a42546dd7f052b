import { versionsBuilt, standingOf, type DraftedVersion } from './build-version.ts'
import type { RuleContext } from './build-rules.ts'
import type { HeldVersion } from './held-version.ts'
import type { DefinitionModel } from './model.ts'
import type { Report } from './model-problem.ts'
import type { Shaped } from './read-shape.ts'
import type { DefinitionData } from './shapes.ts'
import { versionSource } from './version-source.ts'

/** Definitions by name, their rules resolved and compiled. */
export const buildDefinitions = (files: readonly Shaped<DefinitionData>[], context: RuleContext): ReadonlyMap<string, DefinitionModel> => {
  const report: Report = context.report
  const definitions = new Map<string, DefinitionModel>()
  const declaredIn = new Map<string, string>()
  const drafted = new Map(files.map((shaped) => [shaped, (shaped.data.versions ?? []).flatMap((data, i): readonly DraftedVersion[] => (data === undefined ? [] : [{ definition: shaped.data.definition, data, shaped, i }]))]))
  const build = versionsBuilt([...drafted.values()].flat(), context)
  for (const shaped of files) {
    const { file, data } = shaped
    const { definition: name, title, owner } = data
    const earlier = name === undefined ? undefined : declaredIn.get(name)
    if (name !== undefined && earlier !== undefined) report('DEFINITION_TWICE', file.at(['definition']), { definition: name, other: earlier })
    const versions = (drafted.get(shaped) ?? []).map(build)
    if (name === undefined || earlier !== undefined) continue
    declaredIn.set(name, file.path)
    if (title === undefined || owner === undefined) continue
    definitions.set(name, Object.freeze({
      name,
      title,
      owner,
      ...(data.description === undefined ? {} : { description: data.description }),
      versions: Object.freeze(versions.filter((version) => version !== undefined).sort((a, b) => a.version - b.version)),
    }))
  }
  return definitions
}

/** The folder's versions, each as a text of its own; of files that are sound. */
export const filedVersions = (files: readonly Shaped<DefinitionData>[]): readonly HeldVersion[] =>
  files.flatMap(({ file, data: { definition, title, owner, description, versions } }) => (versions ?? []).flatMap((data, i) => {
    if (definition === undefined || title === undefined || owner === undefined || data?.version === undefined) return []
    return [{ definition, version: data.version, source: versionSource({ definition, title, owner, description }, file, i), ...standingOf(data) }]
  }))
