import { versionsBuilt, type Beside, type DraftedVersion } from './build-version.ts'
import type { RuleContext } from './build-rules.ts'
import { draftYaml } from './draft-model.ts'
import type { HeldVersion } from './held-version.ts'
import type { BuiltDefinitions, DefinitionModel, DefinitionVersion } from './model.ts'
import { makeProblemList, type ModelProblemCode, type Report } from './model-problem.ts'
import { definitionShape } from './shapes.ts'

interface Built {
  readonly head: Omit<DefinitionModel, 'versions'>
  readonly version: DefinitionVersion
}

/** How problems name the text of a version that stands in no file. */
const placeOf = ({ definition, version }: HeldVersion): string => `${definition} version ${version}`

interface Written {
  readonly head: Omit<DefinitionModel, 'versions'> | undefined
  readonly drafted: DraftedVersion
}

const readHeld = (held: HeldVersion, report: Report): Written | undefined => {
  const [shaped] = draftYaml({ path: placeOf(held), text: held.source }, definitionShape, report)
  const [data, ...more] = shaped?.data.versions ?? []
  if (shaped === undefined || data === undefined) return undefined
  const { definition, title, owner, description } = shaped.data
  if (more.length > 0 || definition !== held.definition || data.version !== held.version) report('OTHER_VERSION', shaped.file.at(['versions']), { definition: held.definition, version: held.version })
  return { head: definition === undefined || title === undefined || owner === undefined ? undefined : { name: definition, title, owner, ...(description === undefined ? {} : { description }) }, drafted: { definition, data, shaped, i: 0, held } }
}

/** Of a version that orders are judged by already it is not asked whether it can ever be met: it was sound for the release that took it, and answers as it did. */
const SENSELESS: readonly ModelProblemCode[] = ['NEVER_TRUE', 'NEVER_TOGETHER', 'REQUIRES_TOO_MANY']

/**
 * Builds versions that are held elsewhere than in the folder, against everything else that the folder says. What the folder says of a definition's
 * title and owner stands; else the highest version's. `beside`: where versions are found that these use and that are not among them.
 */
export const versionBuilder = (context: Omit<RuleContext, 'report'>, folder: ReadonlyMap<string, DefinitionModel>) => (held: readonly HeldVersion[], beside?: Beside): BuiltDefinitions => {
  const problems = makeProblemList()
  const judged = new Set(held.filter(({ judging }) => judging !== 'NOT_YET').map(placeOf))
  const report: Report = (code, place, parameters) => {
    if (!SENSELESS.includes(code) || !judged.has(place.file)) problems.report(code, place, parameters)
  }
  const written = held.toSorted((a, b) => a.version - b.version).flatMap((one) => readHeld(one, report) ?? [])
  const build = versionsBuilt(written.map(({ drafted }) => drafted), { ...context, report }, beside)
  const built = written.flatMap(({ head, drafted }): readonly Built[] => {
    const version = build(drafted)
    return head === undefined || version === undefined ? [] : [{ head, version }]
  })
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
