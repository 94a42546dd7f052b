import DataLoader from 'dataloader'
import type { AsOfReader, JournalReads } from '../../journal/journal-reads.ts'
import type { LocalState } from '../../model/entity-type.ts'
import type { Model } from '../../model/model.ts'
import { slasReadUntracked } from '../../model/version-reads.ts'
import { pageSize } from '../../plan/bounds.ts'
import { checkOwner } from '../../plan/cursor.ts'
import { decodeSealed, encodeSealed } from '../../plan/sealed-cursor.ts'
import type { WhereContext } from '../../plan/where.ts'
import { hasPassed, type StateVisit } from '../../settle/visits.ts'
import { HOUR_MS, type Instant } from '../../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { oncePerField, planContext, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { loadAbout } from './claim-resolvers.ts'
import { pageOf } from './journal-pages.ts'

/** A visit as resolvers pass it on, with the world of the entity it was reached from. */
export interface VisitInWorld {
  readonly visit: StateVisit
  readonly world: AsOfReader | undefined
}

/** Refuses before anything is asked of the journal. `field`: stateVisits or stateTimeline. */
export const planVisitPage = (context: WhereContext, field: string, args: Readonly<Record<string, unknown>>) => {
  const first = pageSize(args['first'])
  const seal = context.sealOf(`Entity.${field}`)
  if (typeof args['after'] !== 'string') return { first, seal }
  const [owner, from, ref] = decodeSealed(seal, args['after'], ['string', 'whole', 'string'])
  return { first, seal, after: { owner: String(owner), from: Number(from), ref: String(ref) } }
}

const READS = { stateVisits: 'visitsOf', stateTimeline: 'visitsAround' } as const

interface VisitKey {
  readonly ref: Ref
  readonly world: AsOfReader | undefined
}

const visitLoader = (journal: JournalReads, read: (typeof READS)[keyof typeof READS], now: Instant): DataLoader<VisitKey, readonly StateVisit[]> => new DataLoader(async (keys) => {
  const visits = new Map<VisitKey, readonly StateVisit[]>()
  for (const [world, of] of Map.groupBy(keys, (key) => key.world)) {
    const refs = [...new Set(of.map(({ ref }) => ref))]
    const found = await journal[read](refs, world === undefined ? { asOf: now } : { asOf: world.asOf, moment: world })
    for (const key of of) visits.set(key, found[refs.indexOf(key.ref)] ?? [])
  }
  return keys.map((key) => visits.get(key) ?? [])
}, { cache: false })

const isAfter = ({ from, ref }: StateVisit, after: { readonly from: number; readonly ref: string } | undefined): boolean =>
  after === undefined || from > after.from || (from === after.from && ref > after.ref)

const resolveVisits = (field: keyof typeof READS): Resolver<EntityInWorld> => async ({ row, world }, args, context, info) => {
  const { plan, loader } = oncePerField(context, info, () => ({ plan: planVisitPage(planContext(context, context.now), field, args), loader: visitLoader(context.journal, READS[field], context.now) }))
  checkOwner(args['after'], plan.after, row.ref)
  const visits = await loader.load({ ref: row.ref, world })
  if (world !== undefined) noteUntracked(context, visits)
  const left = visits.filter((visit) => isAfter(visit, plan.after))
  const nodes = left.slice(0, plan.first).map((visit): VisitInWorld => ({ visit, world }))
  return pageOf(nodes, ({ visit }) => encodeSealed(plan.seal, [row.ref, visit.from, visit.ref]), { hasNextPage: left.length > nodes.length, total: visits.length }, plan.after !== undefined)
}
export const resolveStateVisits = resolveVisits('stateVisits')
export const resolveStateTimeline = resolveVisits('stateTimeline')

const noteUntracked = ({ model, gathered }: RequestContext, visits: readonly StateVisit[]): void => {
  for (const name of new Set(visits.map(({ ref }) => typeOfRef(ref)))) {
    const type = model.types.get(name)
    if (type !== undefined && slasReadUntracked(model, type)) gathered.notes.add('AS_OF_UNTRACKED')
  }
}

const stateOf = (model: Model, { ref, local }: StateVisit): LocalState | undefined => (local === undefined ? undefined : model.types.get(typeOfRef(ref))?.states?.states.get(local))
const momentOf = ({ world }: VisitInWorld, { now }: RequestContext): Instant => world?.asOf ?? now

export const visitResolvers: Readonly<Record<string, Resolver<VisitInWorld>>> = {
  entity: ({ visit, world }, _args, context, info) => loadAbout(context, info, visit.ref, world),
  local: ({ visit }) => visit.local ?? null,
  canonical: ({ visit }, _args, { model }) => stateOf(model, visit)?.canonical ?? null,
  from: ({ visit }) => visit.from,
  to: ({ visit }) => visit.to ?? null,
  hours: (one, _args, context) => ((one.visit.to ?? momentOf(one, context)) - one.visit.from) / HOUR_MS,
  source: ({ visit }) => visit.source ?? null,
  responsible: ({ visit }, _args, { model }) => stateOf(model, visit)?.responsible ?? null,
  manual: ({ visit: { source } }, _args, { model }) => (source === undefined ? null : model.sources.get(source)?.manual ?? false),
  jump: ({ visit }) => visit.jump ?? null,
  expected: ({ visit }, _args, { model }) => stateOf(model, visit)?.expected ?? null,
  expectedUntil: ({ visit }) => visit.expectedUntil ?? null,
  overdue: (one, _args, context) => (one.visit.expectedUntil === undefined ? null : hasPassed(one.visit, momentOf(one, context))),
  breached: ({ visit: { met } }) => (typeof met === 'boolean' ? !met : null),
}
