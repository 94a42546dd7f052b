import type { Ruled } from '../../govern-definitions.ts'
import type { DefinitionAct } from '../../model/definition-act.ts'
import type { VersionKind } from '../../model/held-version.ts'
import type { ArbitrationModel } from '../../model/arbitration.ts'
import type { DefinitionModel, DefinitionVersion, DerivationModel } from '../../model/model.ts'
import { findVersionInForce } from '../../plan/choose-version.ts'
import { problem } from '../../problems/problem.ts'
import { instant, type Instant } from '../../vocabulary/instant.ts'
import type { Args, RequestContext, Resolver } from '../request-context.ts'
import { resolveLastRehearsal, resolveRehearsals } from './rehearsal-resolvers.ts'
import { groundsOf } from './grounds-of.ts'

/** As long as a file of a definition may be that somebody sends. */
const MOST_SOURCE = 100_000

const propose = (kind: VersionKind): Resolver<unknown> => async (_source, args, context) => {
  const source = String(args['source'])
  if (source.length > MOST_SOURCE || source.includes('\0') || !source.isWellFormed()) throw problem('BAD_ARGUMENT', { argument: 'source', value: `${source.length} characters long`, wanted: `the text of a file of one ${kind}, with one version, at most ${MOST_SOURCE} characters` })
  const grounds = groundsOf(context, args)
  return context.visit.outside(async () => ruled(kind, await context.governs[OF[kind]].propose(source, args['draft'] === true, grounds)))
}

const timeGiven = (args: Args, name: string): Instant | undefined => (typeof args[name] === 'number' ? instant(args[name]) : undefined)

const ruling = (kind: VersionKind, rulingOf: (args: Args) => Parameters<RequestContext['governs']['definitions']['rule']>[1]): Resolver<unknown> => async (_source, args, context) => {
  const [named, grounds] = [{ definition: String(args[kind]), version: Number(args['version']) }, groundsOf(context, args)]
  return context.visit.outside(async () => ruled(kind, await context.governs[OF[kind]].rule(named, rulingOf(args), grounds)))
}

const OF = { definition: 'definitions', derivation: 'derivations', arbitration: 'arbitration' } as const
const SUFFIX = { definition: 'Definition', derivation: 'Derivation', arbitration: 'Arbitration' } as const

const ruled = (kind: VersionKind, { of, version }: Ruled<DefinitionModel> | Ruled<DerivationModel> | Ruled<ArbitrationModel>): unknown => ({ [kind]: of, version })

/** The mutations of a kind, each by its name: `approve` is `approveDefinition`, say. */
const mutationsOf = (kind: VersionKind): Readonly<Record<string, Resolver<unknown>>> => Object.fromEntries(Object.entries({
  propose: propose(kind),
  approve: ruling(kind, () => ({ rule: 'approve' })),
  return: ruling(kind, () => ({ rule: 'return' })),
  activate: ruling(kind, (args) => ({ rule: 'activate', effectiveFrom: timeGiven(args, 'effectiveFrom') })),
  retire: ruling(kind, (args) => ({ rule: 'retire', effectiveTo: timeGiven(args, 'effectiveTo') })),
}).map(([name, resolver]) => [`${name}${SUFFIX[kind]}`, resolver]))

export const definitionMutations = { ...mutationsOf('definition'), ...mutationsOf('derivation'), ...mutationsOf('arbitration') }

export const definitionResolvers: Readonly<Record<string, Resolver<DefinitionModel>>> = {
  active: (definition, args, context) => findVersionInForce(definition, typeof args['at'] === 'number' ? instant(args['at']) : context.now),
}

export const definitionVersionResolvers: Readonly<Record<string, Resolver<DefinitionVersion>>> = {
  source: (version) => version.text,
  title: ({ title, definition }, _args, { model }) => title ?? model.definitions.get(definition)?.title ?? definition,
  owner: ({ owner, definition }, _args, { model }) => owner ?? model.definitions.get(definition)?.owner ?? '',
  description: ({ description, definition }, _args, { model }) => description ?? model.definitions.get(definition)?.description,
  validWhen: ({ validWhen }) => validWhen?.text,
  uses: ({ uses }) => [...uses].map(([name, { definition, version }]) => ({ name, definition, version })),
  scale: ({ answers }) => answers.stage?.scale,
  effectiveFrom: (version): Instant | undefined => version.effectiveFrom,
  ordersLeft: ({ judging }, _args, context) => (judging === 'UNDER_WAY' ? context.journal.leftToJudge() : null),
  rehearsals: resolveRehearsals('definition'),
  rehearsal: resolveLastRehearsal('definition'),
}

export const definitionActResolvers: Readonly<Record<string, Resolver<DefinitionAct>>> = {
  source: (act) => ('source' in act ? act.source : null),
}
