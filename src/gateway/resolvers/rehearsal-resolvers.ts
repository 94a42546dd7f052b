import type { CellTold, ExampleTold, RehearsalResult } from '../../explain/tally-rehearsal.ts'
import type { Rehearsal, RehearsedVersion } from '../../journal/rehearsals.ts'
import type { DisputeRehearsed } from '../../journal/rehearse-arbitration.ts'
import type { LinkRehearsed } from '../../journal/rehearse-links.ts'
import { dimensionNamed } from '../../model/dimension.ts'
import { versionInForce, type RuleModel } from '../../model/rule-versions.ts'
import type { HeldVersion, RuleKind, VersionKind } from '../../model/held-version.ts'
import type { Model } from '../../model/model.ts'
import { findVersionInForce, chooseVersion, getDefinition, getVersion } from '../../plan/choose-version.ts'
import { problem, type Problem } from '../../problems/problem.ts'
import { definitionsNamed } from '../definitions-named.ts'
import type { Args, RequestContext, Resolver } from '../request-context.ts'
import { loadAbout, loadClaims } from './claim-resolvers.ts'
import { languageOf } from './explanation-resolvers.ts'
import { actorOf } from './grounds-of.ts'

const MOST_BY = 5

const fieldsOf = ({ model }: RequestContext, given: unknown): readonly string[] => {
  const fields = [...new Set((given as readonly unknown[] | null | undefined ?? []).map(String))]
  for (const field of fields) {
    const found = dimensionNamed(model, field)
    if ('attribute' in found) continue
    const { step, type, nearest } = found
    throw problem('BAD_ARGUMENT', { argument: 'by', value: `'${field}', where ${type} has no '${step}' that fits${nearest.length === 0 ? '' : ` (nearest: ${nearest.join(', ')})`}`, wanted: 'attributes of orders, or at most six relation fields from them on and an attribute, separated by dots' })
  }
  if (fields.length > MOST_BY) throw problem('BAD_ARGUMENT', { argument: 'by', value: `${fields.length} fields`, wanted: `at most ${MOST_BY}` })
  return fields
}

const rehearseDefinition: Resolver<unknown> = async (_source, args, context): Promise<Rehearsal> => {
  const definition = getDefinition(context.model, String(args['definition']))
  const version = getVersion(definition, Number(args['version']))
  const [given, inForce] = [args['against'], findVersionInForce(definition, context.now)]
  const against = typeof given === 'number' ? chooseVersion(context.model, definition.name, given, context.now) : inForce?.version === version.version ? undefined : inForce
  const by = fieldsOf(context, args['by'])
  return context.rehearsals.begin({ kind: 'definition', version, against, by }, actorOf(context))
}

/** What each kind of rules is refused with. */
const REFUSALS: Readonly<Record<RuleKind, { readonly unknown: (rule: string, known: readonly string[]) => Problem; readonly underWay: (rule: string, version: number) => Problem }>> = {
  derivation: { unknown: (derivation, known) => problem('UNKNOWN_DERIVATION', { derivation, known }), underWay: (derivation, version) => problem('LINKS_UNDER_WAY', { derivation, version }) },
  arbitration: { unknown: (rule, known) => problem('UNKNOWN_ARBITRATION', { rule, known }), underWay: (rule, version) => problem('ARBITRATION_UNDER_WAY', { rule, version }) },
}

/** A version of a rule that may be rehearsed, beside the one in force: not one that is or was in force, nor while another is being followed. UNKNOWN_DERIVATION, UNKNOWN_ARBITRATION, UNKNOWN_VERSION, LIFE_CYCLE, LINKS_UNDER_WAY, ARBITRATION_UNDER_WAY. */
const rehearsable = <Version extends Pick<HeldVersion, 'version' | 'lifecycle' | 'judging'>>(kind: RuleKind, rules: ReadonlyMap<string, RuleModel<Version>>, args: Args): { readonly version: Version; readonly against: Version | undefined } => {
  const [rule, number] = [String(args[kind]), Number(args['version'])]
  const found = rules.get(rule)
  if (found === undefined) throw REFUSALS[kind].unknown(rule, [...rules.keys()])
  const version = found.versions.find((one) => one.version === number)
  if (version === undefined) throw problem('UNKNOWN_VERSION', { kind, definition: rule, version: number, available: found.versions.map((one) => one.version) })
  const { lifecycle } = version
  if (lifecycle === 'RETIRED' || lifecycle === 'ACTIVE') throw problem('LIFE_CYCLE', { definition: rule, version: number, lifecycle, rule: 'rehearse', wanted: ['DRAFT', 'PROPOSED', 'APPROVED'] })
  const underWay = found.versions.find(({ judging }) => judging === 'UNDER_WAY')
  if (underWay !== undefined) throw REFUSALS[kind].underWay(rule, underWay.version)
  return { version, against: versionInForce(found) }
}

const rehearseArbitration: Resolver<unknown> = async (_source, args, context): Promise<Rehearsal> =>
  context.rehearsals.begin({ kind: 'arbitration', ...rehearsable('arbitration', context.model.arbitration, args) }, actorOf(context))

const rehearseDerivation: Resolver<unknown> = async (_source, args, context): Promise<Rehearsal> =>
  context.rehearsals.begin({ kind: 'derivation', ...rehearsable('derivation', context.model.derivations, args) }, actorOf(context))

const idOf = (given: unknown): number => {
  const id = Number(given)
  if (!Number.isSafeInteger(id) || id < 1) throw problem('BAD_ARGUMENT', { argument: 'id', value: `'${String(given)}'`, wanted: 'the id of a rehearsal' })
  return id
}

export const rehearsalMutations: Readonly<Record<string, Resolver<unknown>>> = {
  rehearseDefinition,
  rehearseDerivation,
  rehearseArbitration,
  cancelRehearsal: (_source, args, context) => context.rehearsals.cancel(idOf(args['id'])),
}

export const resolveRehearsal: Resolver<unknown> = async (_source, args, context): Promise<Rehearsal> => {
  const id = idOf(args['id'])
  const found = await context.journal.rehearsal(id)
  if (found === undefined) throw problem('REHEARSAL_UNKNOWN', { id })
  return found
}

export const resolveRehearsals = (kind: VersionKind): Resolver<RehearsedVersion> => ({ definition, version }, _args, context) => context.journal.rehearsals(kind, definition, version)

/** The latest that came to its end. */
export const resolveLastRehearsal = (kind: VersionKind): Resolver<RehearsedVersion> => async (version, args, context, info) =>
  ((await resolveRehearsals(kind)(version, args, context, info)) as readonly Rehearsal[]).find(({ stage }) => stage === 'DONE')

/** The definition, and those that some version of theirs makes rest on it, over others too. */
const wordsOn = ({ definitions }: Model, definition: string): ReadonlySet<string> => {
  const words = new Set([definition])
  for (const word of words) {
    for (const { name, versions } of definitions.values()) if (versions.some(({ uses }) => [...uses.values()].some((used) => used.definition === word))) words.add(name)
  }
  return words
}

const of = <T>(pick: (result: RehearsalResult) => T): Resolver<Rehearsal> => ({ result }) => (result === undefined || !('unified' in result) ? null : pick(result))
const cell = ({ before, after, orders }: CellTold): unknown => ({ before, after, orders })

export const rehearsalResolvers: Readonly<Record<string, Resolver<Rehearsal>>> = {
  changed: of(({ changed }) => changed),
  unified: of(({ unified }) => unified.map(cell)),
  domains: of(({ domains }) => domains),
  stages: of(({ stages }) => stages ?? null),
  months: of(({ months }) => months),
  dimensions: of(({ dimensions }) => dimensions),
  skewBefore: of(({ skewBefore }) => skewBefore),
  skewAfter: of(({ skewAfter }) => skewAfter),
  examples: of(({ examples }) => examples),
  links: ({ result }) => (result !== undefined && 'links' in result ? result.links : null),
  disputes: ({ result }) => (result !== undefined && 'disputes' in result ? result.disputes : null),
  questions: ({ kind, definition }, _args, { model, questions }, { schema }) => {
    if (kind !== 'definition') return []
    const words = [...wordsOn(model, definition)]
    return questions.filter(({ query }) => { const named = definitionsNamed(schema, query); return words.some((word) => named.has(word)) }).map(({ title }) => title)
  },
}

export const rehearsalExampleResolvers: Readonly<Record<string, Resolver<ExampleTold>>> = {
  order: ({ order }, _args, context, info) => loadAbout(context, info, order, undefined),
  claims: ({ claims }, _args, context) => loadClaims(context, claims, undefined),
  text: ({ texts }, args) => texts[languageOf(args)],
}

export const rehearsedDisputeResolvers: Readonly<Record<string, Resolver<DisputeRehearsed>>> = {
  about: ({ about }, _args, context, info) => loadAbout(context, info, about, undefined),
  claims: ({ claims }, _args, context) => loadClaims(context, claims, undefined),
}

export const rehearsedLinkResolvers: Readonly<Record<string, Resolver<LinkRehearsed>>> = {
  from: ({ from }, _args, context, info) => loadAbout(context, info, from, undefined),
  to: ({ to }, _args, context, info) => loadAbout(context, info, to, undefined),
}
