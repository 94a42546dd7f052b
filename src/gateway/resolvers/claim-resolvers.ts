import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Model } from '../../model/model.ts'
import { pageSize } from '../../plan/bounds.ts'
import { checkOwner } from '../../plan/cursor.ts'
import { decodeSealed, encodeSealed } from '../../plan/sealed-cursor.ts'
import type { WhereContext } from '../../plan/where.ts'
import { standsAt } from '../../vocabulary/claim.ts'
import { instant, formatInstant } from '../../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { askedOf } from '../asked-of.ts'
import type { AsOfReader, ClaimPage, ClaimPageAsked, ToldClaim, JournalReads } from '../../journal/journal-reads.ts'
import { oncePerField, planContext, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { bareEntity, inWorld, loadEntities, returnedType, rowPlansAsked } from './load-entities.ts'
import { claimedState } from './state-meaning.ts'

/** A claim as resolvers pass it on, with the world of the order it was reached from. */
export interface ClaimInWorld {
  readonly claim: ToldClaim
  readonly world: AsOfReader | undefined
}

/** A page of claims as asked, with what signs its cursors. */
interface ClaimPagePlan {
  readonly asked: ClaimPageAsked
  readonly seal: string
  readonly after?: { readonly owner: string }
}

/** Refuses before anything is asked of the journal. `field`: claims or timeline. */
export const planClaimPage = (context: WhereContext, field: string, args: Readonly<Record<string, unknown>>, count: boolean): ClaimPagePlan => {
  const first = pageSize(args['first'])
  const seal = context.sealOf(`Entity.${field}`)
  if (typeof args['after'] !== 'string') return { asked: { first, count }, seal }
  const [owner, occurredAt, seq, n] = decodeSealed(seal, args['after'], ['string', 'whole', 'whole', 'whole'])
  return { asked: { first, count, after: { occurredAt: instant(Number(occurredAt)), seq: Number(seq), n: Number(n) } }, seal, after: { owner: String(owner) } }
}

const READS = { claims: 'claimsOf', timeline: 'timelineOf' } as const

const resolvePage = (field: keyof typeof READS): Resolver<EntityInWorld> => async (source, args, context, info) => {
  const { row, world } = source
  const { plan, loader } = oncePerField(context, info, () => {
    const made = planClaimPage(planContext(context, context.now), field, args, isCounted(info))
    return { plan: made, loader: claimLoader(context.journal, READS[field], made.asked) }
  })
  checkOwner(args['after'], plan.after, row.ref)
  const page = await loader.load({ ref: row.ref, world })
  const cursor = ({ occurredAt, seq, n }: ToldClaim): string => encodeSealed(plan.seal, [row.ref, occurredAt, seq, n])
  const nodes = page.claims.map((claim): ClaimInWorld => ({ claim, world }))
  const [first, last] = [page.claims[0], page.claims.at(-1)]
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: cursor(node.claim) })),
    pageInfo: {
      hasNextPage: page.hasNextPage, hasPreviousPage: typeof args['after'] === 'string',
      startCursor: first === undefined ? null : cursor(first), endCursor: last === undefined ? null : cursor(last),
    },
    totalCount: page.total,
  }
}
export const resolveClaims = resolvePage('claims')
export const resolveTimeline = resolvePage('timeline')

const isCounted = (info: GraphQLResolveInfo): boolean => {
  const type = returnedType(info)
  return type !== undefined && askedOf(info, info.fieldNodes, type).some(({ name }) => name === 'totalCount')
}

interface ClaimKey {
  readonly ref: Ref
  readonly world: AsOfReader | undefined
}

const claimLoader = (journal: JournalReads, read: (typeof READS)[keyof typeof READS], asked: ClaimPageAsked): DataLoader<ClaimKey, ClaimPage> => new DataLoader(async (keys) => {
  const pages = new Map<ClaimKey, ClaimPage>()
  for (const [world, of] of Map.groupBy(keys, (key) => key.world)) {
    // An order that several of its parts lead to is asked once: pages come by the place of their ref.
    const refs = [...new Set(of.map(({ ref }) => ref))]
    const found = await journal[read](refs, world === undefined ? asked : { ...asked, at: { asOf: world.asOf, knownAt: world.knownAt, isWhole: world.isWhole === true } })
    const byRef = new Map(refs.map((ref, place) => [ref, found[place]]))
    for (const key of of) {
      const page = byRef.get(key.ref)
      if (page !== undefined) pages.set(key, page)
    }
  }
  return keys.map((key) => pages.get(key) ?? new Error('claim-resolvers:page: an entity got no page'))
}, { cache: false })

/** Claims by id, for evidence and corrections: one batch for the whole question at each depth. */
export const loadClaims = async (context: RequestContext, ids: readonly string[], world: AsOfReader | undefined): Promise<readonly ClaimInWorld[]> => {
  const key = `claims by id ${world?.knownAt ?? 'now'}`
  const loader = (context.memo.get(key) ?? new DataLoader<string, ToldClaim | null>(async (asked) => (await context.journal.claimsByIds(asked, world?.knownAt)).map((claim) => claim ?? null))) as DataLoader<string, ToldClaim | null>
  context.memo.set(key, loader)
  const claims = await Promise.all(ids.map((id) => loader.load(id)))
  return claims.flatMap((claim) => claim === null ? [] : [{ claim, world }])
}


export const claimResolvers: Readonly<Record<string, Resolver<ClaimInWorld>>> = {
  id: ({ claim }) => claim.id,
  field: ({ claim }) => claim.field,
  value: ({ claim }, _args, context) => valueOf(context.model, claim),
  domain: ({ claim }) => claim.domain,
  source: ({ claim }) => claim.source,
  occurredAt: ({ claim }) => claim.occurredAt,
  recordedAt: ({ claim }) => claim.recordedAt,
  jump: ({ claim }) => claim.jump,
  standardEvent: ({ claim }, _args, context) => claimedState(context.model, claim)?.standardEvent ?? null,
  responsible: ({ claim }, _args, context) => {
    const responsible = claimedState(context.model, claim)?.responsible
    return responsible === undefined ? null : responsible === claim.source
  },
  about: ({ claim, world }, _args, context, info) => loadAbout(context, info, claim.about, world),
  stands: ({ claim, world }) => standsAt(claim, world?.knownAt),
  ended: ({ claim }) => claim.ended === true,
  corrects: ({ claim, world }, _args, context) => one(context, claim.corrects, world),
  correctedBy: ({ claim, world }, _args, context) => one(context, claim.correctedBy, world),
}

const one = async (context: RequestContext, id: string | undefined, world: AsOfReader | undefined): Promise<ClaimInWorld | null> =>
  id === undefined ? null : (await loadClaims(context, [id], world))[0] ?? null

/** Inside, times are milliseconds; a claim's value is JSON, where nothing says so. */
const valueOf = (model: Model, { about, field, value }: ToldClaim): unknown =>
  typeof value === 'number' && model.types.get(typeOfRef(about))?.attributes.get(field)?.type === 'DateTime' ? formatInstant(instant(value)) : value

/** What the entities of a page of claims are planned as. */
const MOST_ABOUT = 1000

interface AboutKey {
  readonly ref: Ref
  readonly world: AsOfReader | undefined
}

/** One that somebody speaks of, where its ref says all that is asked of it: nothing is read, and nothing waited for. */
export const aboutByRef = (context: RequestContext, info: GraphQLResolveInfo, ref: Ref): EntityInWorld | undefined =>
  context.repeated === undefined ? bareEntity(context, ref, rowPlansAsked(context, info, info.fieldNodes, MOST_ABOUT)) : undefined

/** The entities that claims or conflicts speak of, in one batch for the field. An entity told of and not yet applied to the graph is answered by its ref alone. */
export const loadAbout = (context: RequestContext, info: GraphQLResolveInfo, ref: Ref, world: AsOfReader | undefined): Promise<EntityInWorld> => {
  const loader = oncePerField(context, info, () => {
    const planOf = rowPlansAsked(context, info, info.fieldNodes, MOST_ABOUT, world?.asOf)
    return new DataLoader<AboutKey, EntityInWorld>(async (keys) => {
      const found = new Map<AboutKey, EntityInWorld>()
      for (const [of, group] of Map.groupBy(keys, (key) => key.world)) {
        const refs = group.map((key) => key.ref)
        const now = of === undefined ? await loadEntities(context, refs, planOf, true) : undefined
        const then = of === undefined ? undefined : await of.entities(refs)
        for (const [place, key] of group.entries()) {
          const row = now?.get(key.ref)?.row ?? then?.[place] ?? { type: typeOfRef(key.ref), ref: key.ref, values: {} }
          found.set(key, inWorld(context, row, planOf(row.type), of))
        }
      }
      return keys.map((key) => found.get(key) ?? new Error('claim-resolvers:about: a claim speaks of nobody'))
    }, { cache: false })
  })
  return loader.load({ ref, world })
}
