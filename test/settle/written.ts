import type { DefinitionModel, DefinitionVersion } from '../../src/model/model.ts'
import { renderProblems } from '../../src/model/render-problems.ts'
import { atelier } from './tell.ts'

/** Versions written here, by name. */
export const written = (...texts: readonly string[]): ReadonlyMap<string, DefinitionModel> => {
  const built = atelier.buildVersions(texts.map((text) => ({ definition: /definition: (\S+)/.exec(text)?.[1] ?? '', version: 1, source: text, lifecycle: 'PROPOSED', judging: 'NOT_YET' })))
  if (!built.ok) throw new Error(renderProblems(built.problems))
  return built.definitions
}
export const refused = (...texts: readonly string[]): readonly string[] => {
  try {
    written(...texts)
    return []
  } catch (error) {
    return (error as Error).message.split('\n').filter((line) => line.trim() !== '')
  }
}

export const versionText = (name: string, body: string): string => `definition: ${name}\ntitle: ${name}\nowner: the desk\nversions:\n  - version: 1\n    changeReason: wanted\n${body.replaceAll(/^/gm, '    ')}\n`
export const only = (definitions: ReadonlyMap<string, DefinitionModel>, name: string): DefinitionVersion => {
  const version = definitions.get(name)?.versions[0]
  if (version === undefined) throw new Error(`no ${name}`)
  return version
}
