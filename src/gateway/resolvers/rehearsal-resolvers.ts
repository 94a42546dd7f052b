import type { CellTold, ExampleTold, RehearsalResult } from '../../explain/tally-rehearsal.ts'
import type { Rehearsal } from '../../journal/rehearsals.ts'
import type { DefinitionVersion } from '../../model/model.ts'
import { orderTypeOf } from '../../model/order-type.ts'
import { findVersionInForce, chooseVersion, getDefinition, getVersion } from '../../plan/choose-version.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import type { RequestContext, Resolver } from '../request-context.ts'
import { loadAbout, loadClaims } from './claim-resolvers.ts'
import { languageOf } from './explanation-resolvers.ts'
import { actorOf } from './grounds-of.ts'

const MOST_BY = 5

const fieldsOf = ({ model }: RequestContext, given: unknown): readonly string[] => {
  const fields = [...new Set((given as readonly unknown[] | null | undefined ?? []).map(String))]
  const known = orderTypeOf(model).attributes
  const unknown = fields.find((field) => !known.has(field))
  if (unknown !== undefined) throw problem('BAD_ARGUMENT', { argument: 'by', value: `'${unknown}', which is no field of orders${nearest(unknown, known.keys()).length === 0 ? '' : ` (nearest: ${nearest(unknown, known.keys()).join(', ')})`}`, wanted: 'attributes of orders' })
  if (fields.length > MOST_BY) throw problem('BAD_ARGUMENT', { argument: 'by', value: `${fields.length} fields`, wanted: `at most ${MOST_BY}` })
  return fields
}

const rehearseDefinition: Resolver<unknown> = async (_source, args, context): Promise<Rehearsal> => {
  const definition = getDefinition(context.model, String(args['definition']))
  const version = getVersion(definition, Number(args['version']))
  const [given, inForce] = [args['against'], findVersionInForce(definition, context.now)]
  const against = typeof given === 'number' ? chooseVersion(context.model, definition.name, given, context.now) : inForce?.version === version.version ? undefined : inForce
  const by = fieldsOf(context, args['by'])
  return context.rehearsals.begin({ version, against, by }, actorOf(context))
}

const idOf = (given: unknown): number => {
  const id = Number(given)
  if (!Number.isSafeInteger(id) || id < 1) throw problem('BAD_ARGUMENT', { argument: 'id', value: `'${String(given)}'`, wanted: 'the id of a rehearsal' })
  return id
}

export const rehearsalMutations: Readonly<Record<string, Resolver<unknown>>> = {
  rehearseDefinition,
  cancelRehearsal: (_source, args, context) => context.rehearsals.cancel(idOf(args['id'])),
}

export const resolveRehearsal: Resolver<unknown> = async (_source, args, context): Promise<Rehearsal> => {
  const id = idOf(args['id'])
  const found = await context.journal.rehearsal(id)
  if (found === undefined) throw problem('REHEARSAL_UNKNOWN', { id })
  return found
}

export const resolveRehearsals: Resolver<DefinitionVersion> = ({ definition, version }, _args, context) => context.journal.rehearsals(definition, version)

const of = <T>(pick: (result: RehearsalResult) => T): Resolver<Rehearsal> => ({ result }) => (result === undefined ? null : pick(result))
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
  questions: ({ definition }, _args, context) => context.questions.filter(({ query }) => query.includes(JSON.stringify(definition))).map(({ title }) => title),
}

export const rehearsalExampleResolvers: Readonly<Record<string, Resolver<ExampleTold>>> = {
  order: ({ order }, _args, context, info) => loadAbout(context, info, order, undefined),
  claims: ({ claims }, _args, context) => loadClaims(context, claims, undefined),
  text: ({ texts }, args) => texts[languageOf(args)],
}
