import { defaultFieldResolver, isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import type { Model } from '../../model/model.ts'
import { invariant } from '../../problems/invariant.ts'
import { instant } from '../../vocabulary/instant.ts'
import { oncePerOperation, usedIn, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { preflight } from '../preflight.ts'
import { claimResolvers } from '../resolvers/claim-resolvers.ts'
import { definitionActResolvers, definitionMutations, definitionResolvers, definitionVersionResolvers } from '../resolvers/definition-resolvers.ts'
import { commonCauseResolvers } from '../resolvers/cause-resolvers.ts'
import { cellResolvers, matrixResolvers, pairResolvers } from '../resolvers/disagreement-resolvers.ts'
import { fateResolvers } from '../resolvers/kept-resolver.ts'
import { entityResolvers } from '../resolvers/entity-resolvers.ts'
import { verdictChangeResolvers, verdictDifferenceResolvers } from '../resolvers/explain-change-resolver.ts'
import { explanationResolvers, neededFactResolvers, readValueResolvers } from '../resolvers/explanation-resolvers.ts'
import { conflictResolvers } from '../resolvers/journal-pages.ts'
import { mergeMutations, mergeRulingResolvers } from '../resolvers/merge-resolvers.ts'
import { measureResolvers, proposalMutations, proposalResolvers, translationResolvers } from '../resolvers/proposal-resolvers.ts'
import { rehearsalExampleResolvers, rehearsalMutations, rehearsalResolvers, rehearsedDisputeResolvers, rehearsedLinkResolvers } from '../resolvers/rehearsal-resolvers.ts'
import { recallActResolvers, recallCompletenessResolvers, recallGroupResolvers, recallLotResolvers, recallMutations, recallNearMatchResolvers, recallResolvers, recallSourceGapResolvers, recallUnitResolvers } from '../resolvers/recall-resolvers.ts'
import { recallChangeResolvers, recallDeltaResolvers, recallLotChangeResolvers, recallNearMatchChangeResolvers } from '../resolvers/recall-delta-resolvers.ts'
import { stateGraphResolvers } from '../resolvers/state-graph-resolvers.ts'
import { visitResolvers } from '../resolvers/visit-resolvers.ts'
import { arbitrationResolvers, arbitrationVersionResolvers } from '../resolvers/arbitration-resolvers.ts'
import { derivationResolvers, derivationVersionResolvers } from '../resolvers/derivation-resolvers.ts'
import { queryResolvers } from '../resolvers/query-resolvers.ts'

type Resolvers = Readonly<Record<string, Resolver<never>>>

/** Gives every field its resolver. A question or mutation without one is a fault found at start, not when someone asks it. */
export const bindResolvers = (schema: GraphQLSchema, model: Model): GraphQLSchema => {
  for (const type of model.types.values()) bind(schema, type.name, entityResolvers(model, type))
  bind(schema, 'Claim', claimResolvers)
  bind(schema, 'UnitFate', fateResolvers)
  bind(schema, 'Explanation', explanationResolvers)
  bind(schema, 'NeededFact', neededFactResolvers)
  bind(schema, 'ReadValue', readValueResolvers)
  bind(schema, 'VerdictChange', verdictChangeResolvers)
  bind(schema, 'VerdictDifference', verdictDifferenceResolvers)
  bind(schema, 'DisagreementMatrix', matrixResolvers)
  bind(schema, 'DisagreementPair', pairResolvers)
  bind(schema, 'DisagreementCell', cellResolvers)
  bind(schema, 'StateGraph', stateGraphResolvers)
  bind(schema, 'StateVisit', visitResolvers)
  bind(schema, 'Conflict', conflictResolvers)
  bind(schema, 'Derivation', derivationResolvers)
  bind(schema, 'DerivationVersion', derivationVersionResolvers)
  bind(schema, 'Arbitration', arbitrationResolvers)
  bind(schema, 'ArbitrationVersion', arbitrationVersionResolvers)
  bind(schema, 'RehearsedDispute', rehearsedDisputeResolvers)
  bind(schema, 'Recall', recallResolvers)
  bind(schema, 'RecallUnit', recallUnitResolvers)
  bind(schema, 'RecallLot', recallLotResolvers)
  bind(schema, 'RecallGroup', recallGroupResolvers)
  bind(schema, 'RecallCompleteness', recallCompletenessResolvers)
  bind(schema, 'RecallSourceGap', recallSourceGapResolvers)
  bind(schema, 'RecallNearMatch', recallNearMatchResolvers)
  bind(schema, 'RecallDelta', recallDeltaResolvers)
  bind(schema, 'RecallChange', recallChangeResolvers)
  bind(schema, 'RecallLotChange', recallLotChangeResolvers)
  bind(schema, 'RecallNearMatchChange', recallNearMatchChangeResolvers)
  bind(schema, 'RecallAct', recallActResolvers)
  bind(schema, 'CommonCause', commonCauseResolvers)
  bind(schema, 'Translation', translationResolvers)
  bind(schema, 'TranslationMeasure', measureResolvers)
  bind(schema, 'Proposal', proposalResolvers)
  bind(schema, 'Definition', definitionResolvers)
  bind(schema, 'DefinitionVersion', definitionVersionResolvers)
  bind(schema, 'DefinitionAct', definitionActResolvers)
  bind(schema, 'Rehearsal', rehearsalResolvers)
  bind(schema, 'RehearsalExample', rehearsalExampleResolvers)
  bind(schema, 'RehearsedLink', rehearsedLinkResolvers)
  bind(schema, 'Query', Object.fromEntries(Object.entries(queryResolvers).map(([name, resolver]) => [name, checkedFirst(resolver)])))
  bind(schema, 'MergeRuling', mergeRulingResolvers)
  bind(schema, 'Mutation', Object.fromEntries(Object.entries({ ...mergeMutations, ...definitionMutations, ...rehearsalMutations, ...proposalMutations, ...recallMutations }).map(([name, resolver]) => [name, checkedFirst(resolver)])))
  for (const root of [schema.getQueryType(), schema.getMutationType()]) for (const field of Object.values(root?.getFields() ?? {})) invariant(field.resolve !== undefined, 'bind-resolvers:question', `nothing answers ${root?.name}.${field.name}`)
  for (const type of Object.values(schema.getTypeMap())) if (isAbstractType(type)) type.resolveType = (source: EntityInWorld) => source.row.type
  return schema
}

/** Everything below a question is checked before its first statement is sent. */
const checkedFirst = (resolve: Resolver<unknown>): Resolver<unknown> => (source, args, context, info) => {
  const used = oncePerOperation(context, info, 'checked', () => preflight(context, info, context.now, typeof args['asOf'] === 'number' ? instant(args['asOf']) : context.repeated?.moment.asOf ?? context.now))
  for (const [name, version] of used) usedIn(context)(name, version)
  return resolve(source, args, context, info)
}

const bind = (schema: GraphQLSchema, name: string, resolvers: Resolvers): void => {
  const type = schema.getType(name)
  if (!isObjectType(type)) return
  for (const [field, resolve] of Object.entries(resolvers)) {
    const bound = (type as GraphQLObjectType<unknown, RequestContext>).getFields()[field]
    if (bound !== undefined) bound.resolve = (resolve ?? defaultFieldResolver) as Resolver<unknown>
  }
}
