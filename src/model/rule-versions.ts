import type { z } from 'zod'
import { draftYaml } from './draft-model.ts'
import type { HeldVersion, VersionStanding } from './held-version.ts'
import { makeProblemList, type ModelProblem, type Report } from './model-problem.ts'
import type { Draft, Shaped } from './read-shape.ts'

/** Versions of which at most one is in force, now: derivations and rules of arbitration, of which a file says one. */
export interface RuleModel<Version> {
  readonly name: string
  /** Ascending by version number. */
  readonly versions: readonly Version[]
}
export type BuiltRules<Version> = { readonly ok: true; readonly rules: ReadonlyMap<string, RuleModel<Version>> } | { readonly ok: false; readonly problems: readonly ModelProblem[] }

/** The version in force; it is in force now, and what follows from it has no history of rules, so that no time is asked for. */
export const versionInForce = <Version extends Pick<HeldVersion, 'lifecycle'>>({ versions }: RuleModel<Version>): Version | undefined => versions.find(({ lifecycle }) => lifecycle === 'ACTIVE')

/** Rules by which not all that follows from them goes yet, or that are not all gone where none is in force. */
export const rulesUnderWay = <Version extends Pick<HeldVersion, 'judging'>>(held: ReadonlyMap<string, RuleModel<Version>>): readonly RuleModel<Version>[] => [...held.values()].filter(({ versions }) => versions.some(({ judging }) => judging === 'UNDER_WAY'))

interface RuleData {
  readonly version?: number | undefined
  readonly lifecycle?: 'ACTIVE' | 'RETIRED' | undefined
}

/** Of a folder: what its file says holds. */
export const filedStanding = ({ lifecycle = 'ACTIVE' }: RuleData): VersionStanding => ({ lifecycle, judging: 'DONE' })

/** The folder's versions, of files that are sound: each file is the text of one. */
export const filedRules = <Data extends RuleData>(files: readonly Shaped<Data>[], nameOf: (data: Draft<Data>) => string | undefined): readonly HeldVersion[] => files.flatMap(({ file, data }) => {
  const [definition, { version, lifecycle }] = [nameOf(data), data as RuleData]
  return definition === undefined || version === undefined ? [] : [{ definition, version, source: file.text, ...filedStanding({ lifecycle }) }]
})

/** What a version says of how far it has come, and its text. */
export const standingParts = <Rule>(text: string, rule: Rule | undefined, { lifecycle, judging, effectiveFrom, effectiveTo, proposedBy, approvedBy, acts = [] }: Omit<HeldVersion, 'definition' | 'version' | 'source'>) => ({
  lifecycle, judging,
  ...(effectiveFrom === undefined ? {} : { effectiveFrom }), ...(effectiveTo === undefined ? {} : { effectiveTo }),
  ...(proposedBy === undefined ? {} : { proposedBy }), ...(approvedBy === undefined ? {} : { approvedBy }),
  ...(rule === undefined || lifecycle === 'RETIRED' ? {} : { rule }), acts, text,
})

/** How files of a kind are read and made versions of. */
interface RuleFiles<S extends z.ZodType<RuleData>, Version> {
  readonly shape: S
  readonly nameOf: (data: Draft<z.output<S>>) => string | undefined
  /** What a file says of a version that was retired: nothing of it is judged, since it may name what the model has no more. */
  readonly retired: (held: HeldVersion) => Version | undefined
  /** What a sound file says; every problem is reported. */
  readonly build: (shaped: Shaped<z.output<S>>, held: HeldVersion, report: Report) => Version | undefined
}

/** Builds versions that are held elsewhere than in the folder, against everything else that it says. */
export const ruleBuilder = <S extends z.ZodType<RuleData>, Version extends { readonly definition: string }>({ shape, nameOf, retired, build }: RuleFiles<S, Version>) => (held: readonly HeldVersion[]): BuiltRules<Version> => {
  const problems = makeProblemList()
  const built = held.toSorted((a, b) => a.version - b.version).flatMap((one): readonly Version[] => {
    if (one.lifecycle === 'RETIRED') return present(retired(one))
    const [shaped] = draftYaml({ path: `${one.definition} version ${one.version}`, text: one.source }, shape, problems.report)
    if (shaped === undefined) return []
    if (nameOf(shaped.data) !== one.definition || (shaped.data as RuleData).version !== one.version) problems.report('OTHER_VERSION', shaped.file.at(['version']), { definition: one.definition, version: one.version })
    return present(build(shaped, one, problems.report))
  })
  const found = problems.sorted()
  if (found.length > 0) return { ok: false, problems: found }
  const byName = Map.groupBy(built, ({ definition }) => definition)
  return { ok: true, rules: new Map([...byName.keys()].sort().map((name) => [name, Object.freeze({ name, versions: Object.freeze(byName.get(name) ?? []) })])) }
}

const present = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one])
