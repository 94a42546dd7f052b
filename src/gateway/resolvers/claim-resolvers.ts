import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Model } from '../../model/model.ts'
import { pageSize } from '../../plan/bounds.ts'
import { decodeSealed, encodeSealed, sealOf } from '../../plan/sealed-cursor.ts'
import { instant, formatInstant } from '../../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { askedOf } from '../asked-of.ts'
import type { AsOfReader, ClaimPage, ClaimPageAsked, ToldClaim, JournalReads } from '../../journal/journal-reads.ts'
import { oncePerField, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { columnsAsked, inWorld, loadEntities, returnedType } from './load-entities.ts'

/** A claim as resolvers pass it on, with the world of the order it was reached from. */
export interface ClaimInWorld {
  readonly claim: ToldClaim
  readonly world: AsOfReader | undefined
}

const SEAL = sealOf('claims')

/** Refuses before anything is asked of the journal. */
export const planClaimPage = (args: Readonly<Record<string, unknown>>, count: boolean): ClaimPageAsked => {
  const first = pageSize(args['first'])
  if (typeof args['after'] !== 'string') return { first, count }
  const [occurredAt, seq, n] = decodeSealed(SEAL, args['after'], ['whole', 'whole', 'whole'])
  return { first, count, after: { occurredAt: instant(Number(occurredAt)), seq: Number(seq), n: Number(n) } }
}

type ReadClaims = 'claimsOf' | 'timelineOf'

const resolvePage = (read: ReadClaims): Resolver<EntityInWorld> => async (source, args, context, info) => {
  const loader = oncePerField(context, info, () => claimLoader(context.journal, read, planClaimPage(args, isCounted(info))))
  const { row, world } = source
  const page = await loader.load({ ref: row.ref, world })
  const cursor = ({ occurredAt, seq, n }: ToldClaim): string => encodeSealed(SEAL, [occurredAt, seq, n])
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
export const resolveClaims = resolvePage('claimsOf')
export const resolveTimeline = resolvePage('timelineOf')

const isCounted = (info: GraphQLResolveInfo): boolean => {
  const type = returnedType(info)
  return type !== undefined && askedOf(info, info.fieldNodes, type).some(({ name }) => name === 'totalCount')
}

interface ClaimKey {
  readonly ref: Ref
  readonly world: AsOfReader | undefined
}

const claimLoader = (journal: JournalReads, read: ReadClaims, asked: ClaimPageAsked): DataLoader<ClaimKey, ClaimPage> => new DataLoader(async (keys) => {
  const pages = new Map<ClaimKey, ClaimPage>()
  for (const [world, of] of Map.groupBy(keys, (key) => key.world)) {
    const found = await journal[read](of.map(({ ref }) => ref), world === undefined ? asked : { ...asked, at: { asOf: world.asOf, knownAt: world.knownAt } })
    for (const [place, key] of of.entries()) {
      const page = found[place]
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
  about: ({ claim, world }, _args, context, info) => loadAbout(context, info, claim.about, world),
  corrects: ({ claim, world }, _args, context) => one(context, claim.corrects, world),
  correctedBy: ({ claim, world }, _args, context) => one(context, claim.correctedBy, world),
}

const one = async (context: RequestContext, id: string | undefined, world: AsOfReader | undefined): Promise<ClaimInWorld | null> =>
  id === undefined ? null : (await loadClaims(context, [id], world))[0] ?? null

/** Inside, times are milliseconds; a claim's value is JSON, where nothing says so. */
const valueOf = (model: Model, { about, field, value }: ToldClaim): unknown =>
  typeof value === 'number' && model.types.get(typeOfRef(about))?.attributes.get(field)?.type === 'DateTime' ? formatInstant(instant(value)) : value

interface AboutKey {
  readonly ref: Ref
  readonly world: AsOfReader | undefined
}

/** The entities that claims or conflicts speak of, in one batch for the field. An entity told of and not yet applied to the graph is answered by its ref alone. */
export const loadAbout = (context: RequestContext, info: GraphQLResolveInfo, ref: Ref, world: AsOfReader | undefined): Promise<EntityInWorld> => {
  const loader = oncePerField(context, info, () => {
    const columnsOf = columnsAsked(context, info, info.fieldNodes)
    return new DataLoader<AboutKey, EntityInWorld>(async (keys) => {
      const found = new Map<AboutKey, EntityInWorld>()
      for (const [of, group] of Map.groupBy(keys, (key) => key.world)) {
        const refs = group.map((key) => key.ref)
        const now = of === undefined ? await loadEntities(context, refs, columnsOf, true) : undefined
        const then = of === undefined ? undefined : await of.entities(refs)
        for (const [place, key] of group.entries()) {
          const row = now?.get(key.ref)?.row ?? then?.[place] ?? { type: typeOfRef(key.ref), ref: key.ref, values: {} }
          found.set(key, inWorld(context, row, of))
        }
      }
      return keys.map((key) => found.get(key) ?? new Error('claim-resolvers:about: a claim speaks of nobody'))
    }, { cache: false })
  })
  return loader.load({ ref, world })
}
