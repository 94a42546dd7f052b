import { Temporal } from 'temporal-polyfill'
import { unifiedEnvironment } from '../expression/environments.ts'
import { nearest } from '../problems/nearest.ts'
import { instant } from '../vocabulary/instant.ts'
import { buildDomainRule, type RuleContext } from './build-rules.ts'
import { checkComparedTexts } from './compared-texts.ts'
import { compileAt, TRUTH } from './compile-at.ts'
import type { DefinitionModel, DefinitionVersion, DomainRule } from './model.ts'
import type { Report } from './model-problem.ts'
import type { Shaped } from './read-shape.ts'
import type { DefinitionData, VersionData } from './shapes.ts'
import type { YamlFile } from './yaml-file.ts'

const moment = (text: string) => instant(Temporal.Instant.from(text).epochMilliseconds)

const buildUnified = (data: VersionData, file: YamlFile, i: number, context: RuleContext): DefinitionVersion['unified'] | undefined => {
  if (data.unified === 'all' || data.unified === 'any') return data.unified
  const path = ['versions', i, 'unified']
  const compiled = compileAt({ file, environment: unifiedEnvironment(Object.keys(data.domains)), report: context.report }, path, TRUTH)
  if (compiled !== undefined) checkComparedTexts(compiled, file, path, context.report, () => ({ known: ['MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE'], what: 'outcome' }))
  return compiled
}

const buildVersion = (definition: string, data: VersionData, file: YamlFile, i: number, context: RuleContext): DefinitionVersion | undefined => {
  const rules: DomainRule[] = []
  for (const [domain, rule] of Object.entries(data.domains)) {
    const path = ['versions', i, 'domains', domain]
    if (!context.domains.has(domain)) context.report('UNKNOWN_DOMAIN', file.keyAt(path), { name: domain, nearest: nearest(domain, context.domains) })
    const built = buildDomainRule(domain, rule, file, path, context)
    if (built !== undefined) rules.push(built)
  }
  const unified = buildUnified(data, file, i, context)
  return unified && Object.freeze({
    definition,
    version: data.version,
    lifecycle: data.lifecycle,
    effectiveFrom: moment(data.effectiveFrom),
    ...(data.effectiveTo === undefined ? {} : { effectiveTo: moment(data.effectiveTo) }),
    changeReason: data.changeReason,
    ...(data.proposedBy === undefined ? {} : { proposedBy: data.proposedBy }),
    ...(data.approvedBy === undefined ? {} : { approvedBy: data.approvedBy }),
    domains: Object.freeze(rules),
    unified,
    text: file.excerpt(['versions', i]),
  })
}

/** Definitions by name, their rules resolved and compiled. */
export const buildDefinitions = (files: readonly Shaped<DefinitionData>[], context: RuleContext): ReadonlyMap<string, DefinitionModel> => {
  const report: Report = context.report
  const definitions = new Map<string, DefinitionModel>()
  const declaredIn = new Map<string, string>()
  for (const { file, data } of files) {
    const earlier = declaredIn.get(data.definition)
    if (earlier !== undefined) report('DEFINITION_TWICE', file.at(['definition']), { definition: data.definition, other: earlier })
    const versions = data.versions.map((version, i) => (version === undefined ? undefined : buildVersion(data.definition, version, file, i, context)))
    if (earlier !== undefined) continue
    declaredIn.set(data.definition, file.path)
    definitions.set(data.definition, Object.freeze({
      name: data.definition,
      title: data.title,
      owner: data.owner,
      ...(data.description === undefined ? {} : { description: data.description }),
      versions: Object.freeze(versions.filter((version) => version !== undefined).sort((a, b) => a.version - b.version)),
    }))
  }
  return definitions
}
