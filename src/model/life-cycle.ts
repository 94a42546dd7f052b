import { parse } from 'yaml'
import { nearest } from '../problems/nearest.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { standingOf } from './build-version.ts'
import type { ActGrounds, ActKind, DefinitionAct } from './definition-act.ts'
import { isSameVersion, timeInForce, type DefinitionLifecycle, type HeldVersion, type Judging, type VersionKind, type VersionStanding } from './held-version.ts'
import type { VersionData } from './shapes.ts'
import { ruleIn, usesIn } from './version-source.ts'

/** A version as its rulings leave it. */
export interface RuledVersion extends HeldVersion {
  /** In their order. */
  readonly acts: readonly DefinitionAct[]
}

const LATER: Readonly<Record<Exclude<ActKind, 'FILED'>, DefinitionLifecycle>> = { DRAFTED: 'DRAFT', PROPOSED: 'PROPOSED', APPROVED: 'APPROVED', RETURNED: 'DRAFT', ACTIVATED: 'ACTIVE', RETIRED: 'RETIRED' }

/** A rule is in force from when its file was taken. */
const standingIn = ({ source, recordedAt }: DefinitionAct & { readonly act: 'FILED' }): VersionStanding => {
  const rule = ruleIn(source)
  if (rule === undefined) return standingOf((parse(source) as { readonly versions: readonly [VersionData] }).versions[0])
  return rule.lifecycle === 'RETIRED' ? { lifecycle: 'RETIRED', judging: 'DONE' } : { lifecycle: 'ACTIVE', judging: 'DONE', effectiveFrom: recordedAt }
}

const withoutTimes = ({ effectiveFrom: _, effectiveTo: __, ...held }: HeldVersion): HeldVersion => held

const evolve = (held: RuledVersion | undefined, act: DefinitionAct): RuledVersion => {
  const { definition, version } = act
  const acts = [...(held?.acts ?? []), act]
  if (act.act === 'FILED') return { definition, version, source: act.source, ...standingIn(act as DefinitionAct & { readonly act: 'FILED' }), acts }
  const before: HeldVersion = held ?? { definition, version, source: '', lifecycle: 'DRAFT', judging: 'NOT_YET' }
  const lifecycle = LATER[act.act]
  switch (act.act) {
    case 'DRAFTED':
    case 'PROPOSED': return { definition, version, source: act.source, lifecycle, judging: 'NOT_YET', ...(act.act === 'PROPOSED' ? { proposedBy: act.actor } : {}), acts }
    case 'APPROVED': return { ...withoutTimes(before), lifecycle, judging: 'UNDER_WAY', approvedBy: act.actor, acts }
    case 'RETURNED': return { ...before, lifecycle, acts }
    case 'ACTIVATED': return { ...withoutTimes(before), lifecycle, effectiveFrom: act.effectiveFrom, acts }
    // One that ends before it begins was withdrawn: it is in force at no time.
    case 'RETIRED': return { ...(before.effectiveFrom !== undefined && act.effectiveTo > before.effectiveFrom ? before : withoutTimes(before)), lifecycle, effectiveTo: act.effectiveTo, acts }
  }
}

/** Every version that was ruled on. `isDone`: whether every order is judged by it. */
export const ruledVersions = (acts: readonly DefinitionAct[], isDone: (definition: string, version: number) => boolean): readonly RuledVersion[] => {
  const versions = new Map<string, RuledVersion>()
  for (const act of acts) {
    const name = `${act.definition} ${act.version}`
    versions.set(name, evolve(versions.get(name), act))
  }
  const judgingOf = ({ definition, version, judging }: RuledVersion): Judging => (judging === 'NOT_YET' ? judging : isDone(definition, version) ? 'DONE' : 'UNDER_WAY')
  return [...versions.values()].map((held) => ({ ...held, judging: judgingOf(held) }))
}

/** The same of rules, from whose versions something follows from when they come into force. `isDone`: whether all of it is as a version says, or gone where none is in force. */
export const ruledRules = (acts: readonly DefinitionAct[], isDone: (rule: string, inForce: number | undefined) => boolean): readonly RuledVersion[] => {
  const versions = ruledVersions(acts, () => true)
  const inForce = new Map(versions.filter(({ lifecycle }) => lifecycle === 'ACTIVE').map(({ definition, version }) => [definition, version]))
  const judgingOf = ({ definition, lifecycle }: RuledVersion): Judging => {
    if (lifecycle !== 'ACTIVE' && lifecycle !== 'RETIRED') return 'NOT_YET'
    if (lifecycle === 'RETIRED' && inForce.has(definition)) return 'DONE'
    return isDone(definition, inForce.get(definition)) ? 'DONE' : 'UNDER_WAY'
  }
  return versions.map((held) => ({ ...held, judging: judgingOf(held) }))
}

/** What somebody wants done with a version. */
export type Ruling =
  | { readonly rule: 'draft' | 'propose'; readonly source: string }
  | { readonly rule: 'approve' | 'return' }
  | { readonly rule: 'activate'; /** Undefined: when it is ruled. */ readonly effectiveFrom: Instant | undefined }
  | { readonly rule: 'retire'; readonly effectiveTo: Instant | undefined }

const WANTED: Readonly<Record<Exclude<Ruling['rule'], 'draft' | 'propose'>, readonly DefinitionLifecycle[]>> = { approve: ['PROPOSED'], return: ['PROPOSED'], activate: ['APPROVED'], retire: ['DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE'] }

const sameName = (a: string, b: string): boolean => a.normalize('NFKC').trim().toLowerCase() === b.normalize('NFKC').trim().toLowerCase()

/**
 * The acts that a ruling comes to, given those before it, or why it cannot be: VERSION_EXISTS, DRAFT_OF_ANOTHER, UNKNOWN_DEFINITION, UNKNOWN_VERSION,
 * LIFE_CYCLE, OWN_PROPOSAL, USES_UNAPPROVED, VERSION_UNDER_WAY, EFFECTIVE_IN_PAST, VERSIONS_OVERLAP. A version that comes into force ends the one before it; one that is
 * retired before it comes into force is withdrawn, and the one that it would have ended goes on. `held`: those of the kind. Versions of rules come into force and end when it
 * is ruled: UNKNOWN_DERIVATION, UNKNOWN_ARBITRATION.
 */
export const decide = (held: readonly RuledVersion[], { definition, version }: Pick<DefinitionAct, 'definition' | 'version'>, ruling: Ruling, grounds: ActGrounds, kind: VersionKind = 'definition'): readonly DefinitionAct[] => {
  const versions = held.filter((one) => one.definition === definition)
  const found = versions.find((one) => one.version === version)
  const act = { definition, version, ...grounds }
  if (ruling.rule === 'draft' || ruling.rule === 'propose') {
    if (found !== undefined && found.lifecycle !== 'DRAFT') throw problem('VERSION_EXISTS', { definition, version, lifecycle: found.lifecycle, free: Math.max(...versions.map((one) => one.version)) + 1 })
    const author = found?.acts.findLast((one) => one.act === 'DRAFTED' || one.act === 'PROPOSED')?.actor
    if (author !== undefined && !sameName(author, grounds.actor)) throw problem('DRAFT_OF_ANOTHER', { definition, version, author, free: Math.max(...versions.map((one) => one.version)) + 1 })
    return [{ ...act, act: ruling.rule === 'draft' ? 'DRAFTED' : 'PROPOSED', source: ruling.source }]
  }
  if (versions.length === 0) throw unknown(held, definition, kind)
  if (found === undefined) throw problem('UNKNOWN_VERSION', { kind, definition, version, available: versions.map((one) => one.version) })
  const wanted = WANTED[ruling.rule]
  // An end that is still to come may be moved.
  const isMoved = ruling.rule === 'retire' && found.effectiveFrom !== undefined && (found.effectiveTo ?? 0) > grounds.recordedAt
  if (!wanted.includes(found.lifecycle) && !isMoved) throw problem('LIFE_CYCLE', { definition, version, lifecycle: found.lifecycle, rule: ruling.rule, wanted })
  switch (ruling.rule) {
    case 'approve': {
      const authors = [...found.acts.filter((one) => one.act === 'DRAFTED' || one.act === 'PROPOSED').map(({ actor }) => actor), ...(found.proposedBy === undefined ? [] : [found.proposedBy])]
      if (authors.some((author) => sameName(author, grounds.actor))) throw problem('OWN_PROPOSAL', { definition, version, actor: grounds.actor })
      const unapproved = usesIn(found.source).find((used) => (held.find((one) => isSameVersion(one, used))?.judging ?? 'NOT_YET') === 'NOT_YET')
      if (unapproved !== undefined) throw problem('USES_UNAPPROVED', { definition, version, other: unapproved.definition, otherVersion: unapproved.version })
      return [{ ...act, act: 'APPROVED' }]
    }
    case 'return': return [{ ...act, act: 'RETURNED' }]
    case 'activate': return kind === 'definition' ? activated(versions, found, act, ruling.effectiveFrom ?? grounds.recordedAt) : activatedNow(versions, act)
    case 'retire': {
      if (kind !== 'definition') return [{ ...act, act: 'RETIRED', effectiveTo: grounds.recordedAt }]
      if (found.effectiveFrom === undefined || found.effectiveFrom > grounds.recordedAt) return withdrawn(versions, found, act)
      const { effectiveTo = grounds.recordedAt } = ruling
      refusePast('effectiveTo', effectiveTo, grounds)
      if (effectiveTo <= found.effectiveFrom) throw problem('BAD_ARGUMENT', { argument: 'effectiveTo', value: formatInstant(effectiveTo), wanted: `a time after ${formatInstant(found.effectiveFrom)}, from which the version is in force` })
      const later = versions.find((one) => one !== found && (timeInForce(one)?.from ?? Infinity) < effectiveTo && (timeInForce(one)?.to ?? -Infinity) > (found.effectiveFrom ?? Infinity))
      if (later?.effectiveFrom !== undefined) throw problem('VERSIONS_OVERLAP', { definition, version: later.version, at: formatInstant(later.effectiveFrom), other: version, otherFrom: formatInstant(found.effectiveFrom) })
      return [{ ...act, act: 'RETIRED', effectiveTo }]
    }
  }
}

/** No version of that name. */
const unknown = (held: readonly RuledVersion[], name: string, kind: VersionKind): Problem => {
  const known = [...new Set(held.map((one) => one.definition))]
  if (kind === 'derivation') return problem('UNKNOWN_DERIVATION', { derivation: name, known })
  return kind === 'arbitration' ? problem('UNKNOWN_ARBITRATION', { rule: name, known }) : problem('UNKNOWN_DEFINITION', { definition: name, nearest: nearest(name, known) })
}

/** What was answered by the version in force stays so: nothing comes into force or ends before it is ruled. */
const refusePast = (argument: string, at: Instant, { recordedAt }: ActGrounds): void => {
  if (at < recordedAt) throw problem('EFFECTIVE_IN_PAST', { argument, at: formatInstant(at), now: formatInstant(recordedAt) })
}

type OfVersion = ActGrounds & { readonly definition: string; readonly version: number }

/** A version as it was before its last end was ruled: in force, to the end that it had by then, if any. */
const asBefore = ({ acts }: RuledVersion, act: OfVersion): readonly DefinitionAct[] => {
  const before = acts.slice(0, acts.findLastIndex((one) => one.act === 'RETIRED')).reduce<RuledVersion | undefined>(evolve, undefined)
  if (before?.effectiveFrom === undefined) return []
  const { effectiveFrom, effectiveTo } = before
  return [{ ...act, act: 'ACTIVATED', effectiveFrom }, ...(effectiveTo === undefined ? [] : [{ ...act, act: 'RETIRED', effectiveTo } as const])]
}

/** It never comes into force; what it would have ended goes on. */
const withdrawn = (versions: readonly RuledVersion[], { version, effectiveFrom }: RuledVersion, act: OfVersion): readonly DefinitionAct[] => {
  const before = effectiveFrom === undefined ? undefined : versions.find((one) => one.effectiveTo === effectiveFrom && one.effectiveFrom !== undefined)
  const goesOn = before === undefined ? [] : asBefore(before, { ...act, version: before.version, reason: `version ${version} is withdrawn: ${act.reason}` })
  return [{ ...act, act: 'RETIRED', effectiveTo: effectiveFrom ?? act.recordedAt }, ...goesOn]
}

const activated = (versions: readonly RuledVersion[], { definition, version, judging }: RuledVersion, act: OfVersion, effectiveFrom: Instant): readonly DefinitionAct[] => {
  refusePast('effectiveFrom', effectiveFrom, act)
  if (judging !== 'DONE') throw problem('VERSION_UNDER_WAY', { definition, version })
  const later = versions.find((one) => (timeInForce(one)?.from ?? -Infinity) >= effectiveFrom)
  if (later?.effectiveFrom !== undefined) throw problem('VERSIONS_OVERLAP', { definition, version, at: formatInstant(effectiveFrom), other: later.version, otherFrom: formatInstant(later.effectiveFrom) })
  const before = versions.find((one) => (timeInForce(one)?.to ?? -Infinity) > effectiveFrom)
  return [...(before === undefined ? [] : [ended(before, act, effectiveFrom)]), { ...act, act: 'ACTIVATED', effectiveFrom }]
}

/** What follows from a rule is as the version in force says, of all times: it ends at the instant at which another follows. */
const activatedNow = (versions: readonly RuledVersion[], act: OfVersion): readonly DefinitionAct[] => [
  ...versions.filter(({ lifecycle }) => lifecycle === 'ACTIVE').map((before) => ended(before, act, act.recordedAt)),
  { ...act, act: 'ACTIVATED', effectiveFrom: act.recordedAt },
]

const ended = (before: RuledVersion, act: OfVersion, effectiveTo: Instant): DefinitionAct =>
  ({ ...act, version: before.version, act: 'RETIRED', effectiveTo, reason: `version ${act.version} comes into force: ${act.reason}` })
