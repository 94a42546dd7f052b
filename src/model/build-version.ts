import { Temporal } from 'temporal-polyfill'
import { answerEnvironment, unifiedEnvironment, type VerdictShape } from '../expression/environments.ts'
import { resultTexts } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { instant } from '../vocabulary/instant.ts'
import { OUTCOMES } from '../vocabulary/outcome.ts'
import { buildDomainRule, checkRule, compileOnOrder, entityShapes, shapeOf, type RuleContext, type RulesFile, type VersionScope } from './build-rules.ts'
import { checkComparedTexts } from './compared-texts.ts'
import { compileAt, NUMBER, TIMESTAMP, TRUTH, WORD, type Wanted } from './compile-at.ts'
import type { HeldVersion, VersionStanding } from './held-version.ts'
import type { Answers, DefinitionModel, DefinitionVersion, DomainRule } from './model.ts'
import { canHold, suppose } from './never-true.ts'
import type { Draft } from './read-shape.ts'
import type { VersionData } from './shapes.ts'
import { unknownName } from './unknown-name.ts'
import { entityTypesRead, expressionsOfAnswers, expressionsOfRule, readsAny } from './version-reads.ts'
import type { YamlPath } from './yaml-file.ts'

const moment = (text: string) => instant(Temporal.Instant.from(text).epochMilliseconds)

/** What a file says of how far a version has come: orders are judged by every version of a folder that is more than proposed. */
export const standingOf = ({ lifecycle = 'DRAFT', effectiveFrom, effectiveTo, proposedBy, approvedBy }: Draft<VersionData>): VersionStanding => ({
  lifecycle,
  judging: lifecycle === 'DRAFT' || lifecycle === 'PROPOSED' ? 'NOT_YET' : 'DONE',
  ...(effectiveFrom === undefined ? {} : { effectiveFrom: moment(effectiveFrom) }),
  ...(effectiveTo === undefined ? {} : { effectiveTo: moment(effectiveTo) }),
  ...(proposedBy === undefined ? {} : { proposedBy }),
  ...(approvedBy === undefined ? {} : { approvedBy }),
})

/** A version as it is written, nothing of it resolved. */
export interface DraftedVersion {
  readonly definition: string | undefined
  readonly data: Draft<VersionData>
  readonly shaped: RulesFile
  /** Its place in the file. */
  readonly i: number
  /** How far it has come, where that is not as its file says. */
  readonly held?: VersionStanding & Pick<HeldVersion, 'acts'>
}

/** Where versions are found that are not built together with those that use them. */
export type Beside = Pick<ReadonlyMap<string, DefinitionModel>, 'get'>

/** Versions with their rules resolved and compiled, those first that others use. `beside`: those built already. */
export const versionsBuilt = (drafted: readonly DraftedVersion[], context: RuleContext, beside: Beside = new Map()): ((one: DraftedVersion) => DefinitionVersion | undefined) => {
  const built = new Map<DraftedVersion, DefinitionVersion | undefined>()
  const underWay: DraftedVersion[] = []
  const build = (one: DraftedVersion): DefinitionVersion | undefined => {
    if (built.has(one)) return built.get(one)
    underWay.push(one)
    const version = buildVersion(one, resolveUses(one), context)
    underWay.pop()
    built.set(one, version)
    return version
  }
  /** By the names that the version gives them; undefined: of one that is not sound, or not there, which was said. */
  const resolveUses = ({ data, shaped: { file }, i, held }: DraftedVersion): ReadonlyMap<string, DefinitionVersion | undefined> => new Map(Object.entries(data.uses ?? {}).map(([name, used]) => {
    const at = ['versions', i, 'uses', name]
    const { definition, version } = used ?? {}
    if (definition === undefined || version === undefined) return [name, undefined]
    const found = drafted.find((other) => other.definition === definition && other.data.version === version)
    if (found !== undefined && underWay.includes(found)) {
      context.report('USES_CIRCLE', file.at(at), { name, circle: [...underWay.slice(underWay.indexOf(found)), found].map((other) => `${other.definition} ${other.data.version}`) })
      return [name, undefined]
    }
    const known = found === undefined ? beside.get(definition)?.versions.find((other) => other.version === version) : build(found)
    if (found === undefined && known === undefined) context.report('USES_UNKNOWN', file.at(at), { name, definition, version, nearest: knownVersions(definition).length > 0 ? [] : nearest(definition, drafted.map((one) => one.definition ?? '')), known: knownVersions(definition) })
    const by = (held ?? standingOf(data)).lifecycle
    if (known?.judging === 'NOT_YET' && by !== 'DRAFT' && by !== 'PROPOSED') context.report('USES_DRAFT', file.at(at), { name, definition, version, lifecycle: known.lifecycle, by })
    return [name, known]
  }))
  const knownVersions = (definition: string): readonly string[] => {
    const all = [...drafted.flatMap((one) => (one.definition === definition && one.data.version !== undefined ? [one.data.version] : [])), ...(beside.get(definition)?.versions ?? []).map(({ version }) => version)]
    return [...new Set(all)].sort((a, b) => a - b).map((version) => `${definition} ${version}`)
  }
  return build
}

const shapeOfVerdict = (version: DefinitionVersion): VerdictShape => ({
  domains: version.domains.map(({ domain }) => domain),
  answers: (['stage', 'share', 'time'] as const).filter((answer) => version.answers[answer] !== undefined),
})

const buildVersion = ({ definition, data, shaped, i, held }: DraftedVersion, used: ReadonlyMap<string, DefinitionVersion | undefined>, context: RuleContext): DefinitionVersion | undefined => {
  const { file } = shaped
  const at = (...path: YamlPath): YamlPath => ['versions', i, ...path]
  const scope: VersionScope = { verdicts: new Map([...used].map(([name, version]) => [name, version && shapeOfVerdict(version)])), scaleOf: (name) => used.get(name)?.answers.stage?.scale }
  const validWhen = data.validWhen === undefined ? undefined : compileOnOrder(shaped, at('validWhen'), scope, context)
  const rules: DomainRule[] = []
  for (const [domain, rule] of Object.entries(data.domains ?? {})) {
    if (!context.domains.has(domain)) context.report('UNKNOWN_DOMAIN', file.keyAt(at('domains', domain)), unknownName(domain, context.domains))
    const built = rule && buildDomainRule(domain, rule, { shaped, at: at('domains', domain), scope, validWhen }, context)
    if (built !== undefined) rules.push(built)
  }
  const unified = buildUnified(data, shaped, at('unified'), context)
  const answers = buildAnswers(data, shaped, at('answers'), scope, context)
  const { version, changeReason, title, owner, description } = data
  if (definition === undefined || version === undefined || changeReason === undefined || unified === undefined) return undefined
  const { lifecycle, judging, effectiveFrom, effectiveTo, proposedBy, approvedBy } = held ?? standingOf(data)
  const whole = {
    definition, version, lifecycle, judging,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
    changeReason,
    ...(proposedBy === undefined ? {} : { proposedBy }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(title === undefined ? {} : { title }),
    ...(owner === undefined ? {} : { owner }),
    ...(description === undefined ? {} : { description }),
    ...(validWhen === undefined ? {} : { validWhen: validWhen.compiled }),
    uses: new Map([...used].flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]))),
    domains: Object.freeze(rules),
    unified,
    answers,
    entityTypes: [],
    acts: held?.acts ?? [],
    text: file.excerpt(['versions', i]),
  }
  return Object.freeze({ ...whole, entityTypes: entityTypesRead([...rules.flatMap(expressionsOfRule), ...expressionsOfAnswers(whole)]) })
}

const buildUnified = (data: Draft<VersionData>, { file }: RulesFile, path: YamlPath, context: RuleContext): DefinitionVersion['unified'] | undefined => {
  if (data.unified === undefined || data.unified === 'all' || data.unified === 'any') return data.unified
  if (data.domains === undefined) return undefined
  const word = String(data.unified).trim()
  if (/^[a-z]\w*$/i.test(word) && !['true', 'false', ...Object.keys(data.domains)].includes(word)) {
    context.report('WRONG_VALUE', file.at(path), { key: 'unified', found: `'${word}'`, wanted: "'all', 'any' or CEL over the outcomes of its domains", nearest: nearest(word, ['all', 'any']) })
    return undefined
  }
  const compiled = compileAt({ file, environment: unifiedEnvironment(Object.keys(data.domains)), report: context.report }, path, TRUTH)
  if (compiled === undefined) return undefined
  const isSound = checkComparedTexts(compiled, file, path, context.report, () => ({ known: OUTCOMES, what: 'outcome' }))
  if (isSound && !canHold([suppose(compiled, { timezone: context.timezone, valuesAt: () => OUTCOMES, statesAt: () => undefined })])) context.report('NEVER_TRUE', file.at(path), { what: 'unified' })
  return compiled
}

const buildAnswers = (data: Draft<VersionData>, { file }: RulesFile, at: YamlPath, scope: VersionScope, context: RuleContext): Answers => {
  const { stage, share, time } = data.answers ?? {}
  const order = context.built.types.get('Order')
  const place = { file, type: order, scope, environment: answerEnvironment({ order: shapeOf(order, context), entities: entityShapes(context), verdicts: scope.verdicts }, Object.keys(data.domains ?? {})) }
  const say = (path: YamlPath, wanted: Wanted): Compiled | undefined => {
    const compiled = compileAt({ file, environment: place.environment, report: context.report }, path, wanted)
    if (compiled !== undefined) checkRule(compiled, place, path, context)
    // A stage changes from one moment to another; what grows with every tick of the clock could be kept of no moment.
    if (compiled !== undefined && wanted !== WORD && readsAny(['now'], [compiled])) context.report('CLOCK_IN_ANSWER', file.at(path), { what: String(path.at(-1)) })
    return compiled
  }
  const scale = stage?.scale?.filter((word) => word !== undefined) ?? []
  scale.forEach((word, n) => { if (scale.indexOf(word) < n) context.report('STAGE_TWICE', file.at([...at, 'stage', 'scale', n]), { stage: word }) })
  const rule = stage?.is === undefined ? undefined : say([...at, 'stage', 'is'], WORD)
  if (rule !== undefined && stage?.scale !== undefined) {
    for (const { text, start } of resultTexts(rule)) if (!scale.includes(text)) context.report('UNKNOWN_STAGE', file.insideAt([...at, 'stage', 'is'], start), { stage: text, nearest: nearest(text, scale), known: scale })
  }
  const [part, when] = [share === undefined ? undefined : say([...at, 'share'], NUMBER), time === undefined ? undefined : say([...at, 'time'], TIMESTAMP)]
  return Object.freeze({
    ...(rule === undefined ? {} : { stage: Object.freeze({ scale: Object.freeze(scale), rule }) }),
    ...(part === undefined ? {} : { share: part }),
    ...(when === undefined ? {} : { time: when }),
  })
}
