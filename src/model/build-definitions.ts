import { Temporal } from 'temporal-polyfill'
import { unifiedEnvironment } from '../expression/environments.ts'
import { nearest } from '../problems/nearest.ts'
import { instant } from '../vocabulary/instant.ts'
import { buildDomainRule, type RuleContext, type RulesFile } from './build-rules.ts'
import { checkComparedTexts } from './compared-texts.ts'
import { compileAt, TRUTH } from './compile-at.ts'
import type { HeldVersion, VersionStanding } from './held-version.ts'
import type { DefinitionModel, DefinitionVersion, DomainRule } from './model.ts'
import type { Report } from './model-problem.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { DefinitionData, VersionData } from './shapes.ts'
import { versionSource } from './version-source.ts'
import type { YamlFile } from './yaml-file.ts'

const moment = (text: string) => instant(Temporal.Instant.from(text).epochMilliseconds)

const buildUnified = (data: Draft<VersionData>, file: YamlFile, i: number, context: RuleContext): DefinitionVersion['unified'] | undefined => {
  if (data.unified === undefined || data.unified === 'all' || data.unified === 'any') return data.unified
  if (data.domains === undefined) return undefined
  const path = ['versions', i, 'unified']
  const compiled = compileAt({ file, environment: unifiedEnvironment(Object.keys(data.domains)), report: context.report }, path, TRUTH)
  if (compiled !== undefined) checkComparedTexts(compiled, file, path, context.report, () => ({ known: ['MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE'], what: 'outcome' }))
  return compiled
}

/** What a file says of how far a version has come: orders are judged by every version of a folder that is more than proposed. */
export const standingOf = ({ lifecycle = 'DRAFT', effectiveFrom, effectiveTo, proposedBy, approvedBy }: Draft<VersionData>): VersionStanding => ({
  lifecycle,
  judging: lifecycle === 'DRAFT' || lifecycle === 'PROPOSED' ? 'NOT_YET' : 'DONE',
  ...(effectiveFrom === undefined ? {} : { effectiveFrom: moment(effectiveFrom) }),
  ...(effectiveTo === undefined ? {} : { effectiveTo: moment(effectiveTo) }),
  ...(proposedBy === undefined ? {} : { proposedBy }),
  ...(approvedBy === undefined ? {} : { approvedBy }),
})

/** A version with its rules resolved and compiled. `held`: how far it has come, where that is not as its file says. */
export const buildVersion = (definition: string | undefined, data: Draft<VersionData>, shaped: RulesFile, i: number, context: RuleContext, held?: VersionStanding & Pick<HeldVersion, 'acts'>): DefinitionVersion | undefined => {
  const { file } = shaped
  const rules: DomainRule[] = []
  for (const [domain, rule] of Object.entries(data.domains ?? {})) {
    const path = ['versions', i, 'domains', domain]
    if (!context.domains.has(domain)) context.report('UNKNOWN_DOMAIN', file.keyAt(path), { name: domain, nearest: nearest(domain, context.domains) })
    const built = rule && buildDomainRule(domain, rule, shaped, path, context)
    if (built !== undefined) rules.push(built)
  }
  const unified = buildUnified(data, file, i, context)
  const { version, changeReason } = data
  if (definition === undefined || version === undefined || changeReason === undefined || unified === undefined) return undefined
  const { lifecycle, judging, effectiveFrom, effectiveTo, proposedBy, approvedBy } = held ?? standingOf(data)
  return Object.freeze({
    definition,
    version,
    lifecycle,
    judging,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
    changeReason,
    ...(proposedBy === undefined ? {} : { proposedBy }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    domains: Object.freeze(rules),
    unified,
    acts: held?.acts ?? [],
    text: file.excerpt(['versions', i]),
  })
}

/** Definitions by name, their rules resolved and compiled. */
export const buildDefinitions = (files: readonly Shaped<DefinitionData>[], context: RuleContext): ReadonlyMap<string, DefinitionModel> => {
  const report: Report = context.report
  const definitions = new Map<string, DefinitionModel>()
  const declaredIn = new Map<string, string>()
  for (const shaped of files) {
    const { file, data } = shaped
    const { definition: name, title, owner } = data
    const earlier = name === undefined ? undefined : declaredIn.get(name)
    if (name !== undefined && earlier !== undefined) report('DEFINITION_TWICE', file.at(['definition']), { definition: name, other: earlier })
    const versions = (data.versions ?? []).map((version, i) => (version === undefined ? undefined : buildVersion(name, version, shaped, i, context)))
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
