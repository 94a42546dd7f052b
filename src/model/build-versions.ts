import { buildVersion } from './build-definitions.ts'
import type { RuleContext } from './build-rules.ts'
import { draftYaml } from './draft-model.ts'
import type { HeldVersion } from './held-version.ts'
import type { BuiltDefinitions, DefinitionModel, DefinitionVersion } from './model.ts'
import { makeProblemList } from './model-problem.ts'
import { definitionShape } from './shapes.ts'

interface Built {
  readonly head: Omit<DefinitionModel, 'versions'>
  readonly version: DefinitionVersion
}

/** How problems name the text of a version that stands in no file. */
const placeOf = ({ definition, version }: HeldVersion): string => `${definition} version ${version}`

const buildHeld = (held: HeldVersion, context: RuleContext): Built | undefined => {
  const [shaped] = draftYaml({ path: placeOf(held), text: held.source }, definitionShape, context.report)
  const [data, ...more] = shaped?.data.versions ?? []
  if (shaped === undefined || data === undefined) return undefined
  const { definition, title, owner, description } = shaped.data
  if (more.length > 0 || definition !== held.definition || data.version !== held.version) context.report('OTHER_VERSION', shaped.file.at(['versions']), { definition: held.definition, version: held.version })
  const version = buildVersion(definition, data, shaped, 0, context, held)
  return definition === undefined || title === undefined || owner === undefined || version === undefined ? undefined : { head: { name: definition, title, owner, ...(description === undefined ? {} : { description }) }, version }
}

/** Builds versions that are held elsewhere than in the folder, against everything else that the folder says. What the folder says of a definition's title and owner stands; else the highest version's. */
export const versionBuilder = (context: Omit<RuleContext, 'report'>, folder: ReadonlyMap<string, DefinitionModel>) => (held: readonly HeldVersion[]): BuiltDefinitions => {
  const problems = makeProblemList()
  const built = held.toSorted((a, b) => a.version - b.version).flatMap((one) => buildHeld(one, { ...context, report: problems.report }) ?? [])
  const found = problems.sorted()
  if (found.length > 0) return { ok: false, problems: found }
  const byName = Map.groupBy(built, ({ head }) => head.name)
  const names = [...byName.keys()].sort()
  return { ok: true, definitions: new Map(names.map((name) => {
    const those = byName.get(name) ?? []
    const { versions: _, ...head } = folder.get(name) ?? { versions: [], ...(those.at(-1) as Built).head }
    return [name, Object.freeze({ ...head, versions: Object.freeze(those.map(({ version }) => version)) })]
  })) }
}
