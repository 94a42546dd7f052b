import type { GroupBy, KeptLot, UnitGroup } from '../../journal/recall-groups.ts'
import type { KeptCandidate } from '../../journal/recall-acts.ts'
import type { KeptRecall } from '../../journal/recall-rows.ts'
import type { UnitsWhere } from '../../journal/recall-units.ts'
import { pageSize } from '../../plan/bounds.ts'
import { decodeSealed, encodeSealed } from '../../plan/sealed-cursor.ts'
import { scopeAsked, type RecallPart } from '../../plan/recall-scope.ts'
import { problem } from '../../problems/problem.ts'
import { widen } from '../../recall/life-cycle.ts'
import { isComplete, type Completeness, type UnitDisposition, type RecallAct, type RecallClass, type RecallDepth, type RecallUnit, type SourceGap } from '../../vocabulary/recall.ts'
import { storedRef, type Ref } from '../../vocabulary/ref.ts'
import { findScope } from '../find-scope.ts'
import { rulingOf } from '../recall-rulings.ts'
import { planContext, type Args, type RequestContext, type Resolver } from '../request-context.ts'
import { groundsOf } from './grounds-of.ts'
import { isCounted, pageOf } from './journal-pages.ts'
import { entities, entity } from './named-entities.ts'
import { resolveDelta } from './recall-delta-resolvers.ts'

const MOST_TITLE = 200
const sealOf = (context: RequestContext, list: readonly unknown[]): string => planContext(context, context.now).sealOf(list)
const refGiven = (given: unknown): Ref | undefined => (typeof given === 'string' ? storedRef(given) : undefined)

export const recallQueries: Readonly<Record<string, Resolver<unknown>>> = {
  recall: (_source, args, context) => context.journal.recalls.recall(String(args['id'])),
  recalls: async (_source, args, context, info) => {
    const first = pageSize(args['first'])
    const seal = sealOf(context, ['Query.recalls'])
    const after = typeof args['after'] === 'string' ? String(decodeSealed(seal, args['after'], ['string'])[0]) : undefined
    const page = await context.journal.recalls.recalls({ first, count: isCounted(info), ...(after === undefined ? {} : { after }) })
    return pageOf(page.recalls, ({ id }) => encodeSealed(seal, [id]), page, after !== undefined)
  },
}

const titleOf = (given: unknown): string => {
  const title = String(given).trim()
  if (title === '' || title.length > MOST_TITLE) throw problem('BAD_ARGUMENT', { argument: 'title', value: title === '' ? 'empty' : `${title.length} characters long`, wanted: `a text of 1 to ${MOST_TITLE} characters` })
  return title
}

const partsOf = (args: Args): readonly RecallPart[] => (args['scope'] as { readonly any: readonly RecallPart[] }).any

export const recallMutations: Readonly<Record<string, Resolver<unknown>>> = {
  openRecall: async (_source, args, context) => {
    const [grounds, title, parts] = [groundsOf(context, args), titleOf(args['title']), partsOf(args)]
    // What is refused whatever the graph shows waits for nothing.
    scopeAsked(context.model, parts, context.now)
    await context.visit.outside(() => context.recalls.caughtUp())
    const { found, answered } = await findScope(context, parts, args['confirm'] === true)
    return context.visit.outside(() => context.recalls.open({ ...answered, ...grounds, title, class: args['class'] as RecallClass, depth: args['depth'] as RecallDepth }, found))
  },
  widenRecall: async (_source, args, context) => {
    const [parts, widening] = [partsOf(args), { ...groundsOf(context, args), ...(typeof args['version'] === 'number' ? { from: args['version'] } : {}) }]
    const { id } = await context.journal.recalls.recall(String(args['id']))
    scopeAsked(context.model, parts, context.now)
    widen(id, await context.journal.recalls.acts(id), { ...widening, recordedAt: context.now })
    await context.visit.outside(() => context.recalls.caughtUp())
    const { found, answered } = await findScope(context, parts, args['confirm'] === true)
    return context.visit.outside(() => context.recalls.widen(id, { ...answered, ...widening }, found))
  },
  actOnRecall: (_source, args, context) => {
    const [grounds, ruling] = [groundsOf(context, args), rulingOf(String(args['act']), refGiven(args['about']), args['details'])]
    return context.visit.outside(() => context.recalls.rule(String(args['id']), ruling, grounds))
  },
}

const whereOf = (given: unknown): UnitsWhere => {
  const where = (given ?? {}) as Readonly<Record<string, unknown>>
  const ref = (name: 'consignee' | 'order' | 'subject' | 'lot') => { const found = refGiven(where[name]); return found === undefined ? {} : { [name]: found } }
  const truth = (name: 'doubtful' | 'inferred', as: string) => (typeof where[name] === 'boolean' ? { [as]: where[name] } : {})
  return {
    ...(Array.isArray(where['dispositions']) ? { dispositions: where['dispositions'] as readonly UnitDisposition[] } : {}),
    ...ref('consignee'), ...ref('order'), ...ref('subject'), ...ref('lot'), ...truth('doubtful', 'isDoubtful'), ...truth('inferred', 'isInferred'),
  }
}

const units: Resolver<KeptRecall> = async ({ id, frozen }, args, context, info) => {
  const first = pageSize(args['first'])
  const where = whereOf(args['where'])
  const seal = sealOf(context, ['Recall.units', id, frozen, where])
  const after = typeof args['after'] === 'string' ? storedRef(String(decodeSealed(seal, args['after'], ['string'])[0])) : undefined
  const page = await context.journal.recalls.units(frozen, { where, first, count: isCounted(info), ...(after === undefined ? {} : { after }) })
  return pageOf(page.units, ({ ref }) => encodeSealed(seal, [ref]), page, after !== undefined)
}

const GROUPINGS: Readonly<Record<string, GroupBy>> = { CONSIGNEES: 'CONSIGNEE', ORDERS: 'ORDER', SUBJECTS: 'SUBJECT', LOTS: 'LOT' }

/** Before the groups of entities stands that of nobody: its cursor is an empty text. */
const groups: Resolver<KeptRecall> = async ({ id, frozen }, args, context) => {
  const [first, by] = [pageSize(args['first']), GROUPINGS[String(args['by'])] ?? 'ORDER']
  const seal = sealOf(context, ['Recall.groups', id, frozen, by])
  const after = typeof args['after'] === 'string' ? String(decodeSealed(seal, args['after'], ['string'])[0]) : undefined
  const page = await context.journal.recalls.groups(frozen, { by, first, ...(after === undefined ? {} : { after: { entity: after === '' ? undefined : storedRef(after) } }) })
  return pageOf(page.groups, ({ entity: of }) => encodeSealed(seal, [of ?? '']), page, after !== undefined)
}

const lots: Resolver<KeptRecall> = async ({ id, frozen }, args, context) => {
  const first = pageSize(args['first'])
  const seal = sealOf(context, ['Recall.lots', id, frozen])
  const after = typeof args['after'] === 'string' ? storedRef(String(decodeSealed(seal, args['after'], ['string'])[0])) : undefined
  const page = await context.journal.recalls.lots(frozen, first, after)
  return pageOf(page.lots, ({ lot }) => encodeSealed(seal, [lot]), page, after !== undefined)
}

export const recallResolvers: Readonly<Record<string, Resolver<KeptRecall>>> = {
  units, groups, lots, delta: resolveDelta,
  nearMatches: (recall, _args, context) => context.journal.recalls.candidates(recall),
  acts: ({ id }, _args, context) => context.journal.recalls.acts(id),
}

export const recallUnitResolvers: Readonly<Record<string, Resolver<RecallUnit>>> = {
  id: ({ ref }) => ref,
  unit: ({ ref }, _args, context, info) => entity(context, info, ref),
  lots: (unit, _args, context, info) => entities(context, info, unit.lots),
  orders: (unit, _args, context, info) => entities(context, info, unit.orders),
  lines: (unit, _args, context, info) => entities(context, info, unit.lines),
  consignees: (unit, _args, context, info) => entities(context, info, unit.consignees),
  subjects: (unit, _args, context, info) => entities(context, info, unit.subjects),
  dispositionBy: ({ dispositionBy }, _args, context, info) => entity(context, info, dispositionBy),
  doubtful: ({ isDoubtful }) => isDoubtful,
  inferred: ({ isInferred }) => isInferred,
}

export const recallLotResolvers: Readonly<Record<string, Resolver<KeptLot>>> = { lot: ({ lot }, _args, context, info) => entity(context, info, lot) }

export const recallGroupResolvers: Readonly<Record<string, Resolver<UnitGroup>>> = {
  entity: ({ entity: ref }, _args, context, info) => entity(context, info, ref),
  dispositions: ({ dispositions }) => Object.entries(dispositions).map(([disposition, count]) => ({ disposition, units: count })),
}

export const recallCompletenessResolvers: Readonly<Record<string, Resolver<Completeness>>> = {
  complete: (completeness) => isComplete(completeness),
  circular: ({ circular }, _args, context, info) => entities(context, info, circular),
}

export const recallSourceGapResolvers: Readonly<Record<string, Resolver<SourceGap>>> = {
  missing: ({ missing }) => missing?.numbers ?? 0,
  firstMissing: ({ missing }) => missing?.first ?? null,
}

export const recallNearMatchResolvers: Readonly<Record<string, Resolver<KeptCandidate>>> = {
  entity: ({ entity: ref }, _args, context, info) => entity(context, info, ref),
  accepted: ({ ruling }) => ruling?.isAccepted,
  actor: ({ ruling }) => ruling?.actor,
  because: ({ ruling }) => ruling?.because,
}

export const recallActResolvers: Readonly<Record<string, Resolver<RecallAct>>> = { about: ({ about }, _args, context, info) => entity(context, info, about) }
