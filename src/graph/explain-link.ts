import { edgeKindId } from '../model/entity-type.ts'
import { type Model } from '../model/model.ts'
import { planLinkWays, type LinkWay } from '../plan/plan-link.ts'
import { isPlaceholder, keyOfRef, parseRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { readColumns } from './read-entities.ts'
import { meetHalfWay, MOST_PATHS, searchLink, type Search } from './search-link.ts'
import type { Walker, WalkNode } from '../plan/walker.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { graphWalker, startWalk } from './step.ts'
import type { WalkEdge } from './ways.ts'

/** Where a link that is not there would have gone on. */
export interface Break {
  readonly at: Ref
  readonly relation: string
  /** What the next hop was looked for by: an identifier's value or a key that only the link names. Absent: no source stated such a link. */
  readonly key?: string
  /** What stands where nobody has told of the entity. */
  readonly placeholder?: Ref
}

export interface ExplainedLink {
  /** The ways looked at follow lineage one way; where none joins the two types, they are over any relation. */
  readonly lineage: boolean
  readonly paths: readonly (readonly WalkEdge[])[]
  /** There are further such ways, which are not told. */
  readonly morePaths: boolean
  readonly complete: boolean
  readonly broken?: Break
  /** Links that would join the two and do not hold at the moment asked. */
  readonly ended: readonly WalkEdge[]
}

/** What links are looked for in: the graph, or what had been told by a moment. */
export interface LinkWorld {
  readonly walker: Walker
  readonly start: (refs: readonly Ref[]) => Promise<readonly WalkNode[]>
  /** Those of which nobody has told. */
  readonly unresolved: (refs: readonly Ref[]) => Promise<ReadonlySet<Ref>>
}

export const linksInGraph = (reader: GraphReader, model: Model): LinkWorld => ({
  walker: graphWalker(reader),
  start: (refs) => startWalk(reader, refs),
  unresolved: async (refs) => new Set([...await readColumns(reader, model, refs, ['resolved'])].filter(([, { values }]) => values['resolved'] === false).map(([ref]) => ref)),
})

/**
 * Why two entities are linked: an entity with itself by the one way that has no links; others by the shortest ways that records state, and the shortest of all where they go over inferred links, twenty of each at most; or where the way between them breaks: at a link that does not hold at the moment, at one to something nobody told
 * of, seen from either end, or where no source states a link at all. `withInferred`: inferred links are as of now and have no history.
 */
export const explainLink = async (world: LinkWorld, model: Model, from: Ref, to: Ref, asOf: Instant, withInferred: boolean): Promise<ExplainedLink> => {
  if (from === to) return { lineage: true, paths: [[]], morePaths: false, complete: true, ended: [] }
  const nodes = await world.start([from, to])
  const start = nodes.find(({ ref }) => ref === from)
  const end = nodes.find(({ ref }) => ref === to)
  if (start === undefined || end === undefined) return { lineage: true, paths: [], morePaths: false, complete: true, ended: [] }
  const ways = planLinkWays(model, typeOfRef(from), typeOfRef(to), false)
  const lineage = ways.every((way) => !way.fromBothEnds)
  const searches = await searchWays(world, ways, start, end, asOf)
  const stated = searches.flatMap(([, { paths }]) => paths)
  const inferred = !withInferred || model.derivations.size === 0 ? [] : await searchWays(world, planLinkWays(model, typeOfRef(from), typeOfRef(to), true), start, end, asOf)
  const longest = stated[0]?.length ?? Infinity
  const kinds = [stated, inferred.flatMap(([, { paths }]) => paths).filter((path) => path.length <= longest && path.some(({ link }) => link.inferred))]
  const paths = kinds.flatMap((those) => those.slice(0, MOST_PATHS)).map((path) => path.map((edge) => alongFlow(model, edge)))
  if (paths.length > 0) return { lineage, paths, morePaths: kinds.some((those) => those.length > MOST_PATHS), complete: true, ended: [] }
  const complete = [...searches, ...inferred].every(([, search]) => search.complete)
  const ended = await endedLinks(world, ways, start, to, asOf)
  const [first] = ended
  if (first !== undefined) return { lineage, paths: [], morePaths: false, complete, ended: ended.map((edge) => alongFlow(model, edge)), broken: { at: first.near, relation: first.link.name, key: keyOfRef(first.far) } }
  const breaks: (Break & { readonly remaining: number })[] = []
  for (const [way, search] of searches) breaks.push(...(await breaksOf(world, way, search, start, end, asOf)).filter(({ placeholder }) => complete || placeholder !== undefined))
  const [nearest] = breaks.sort((a, b) => Number(b.placeholder !== undefined) - Number(a.placeholder !== undefined) || a.remaining - b.remaining)
  if (nearest === undefined) return { lineage, paths: [], morePaths: false, complete, ended }
  const { remaining: _, ...broken } = nearest
  return { lineage, paths: [], morePaths: false, complete, ended, broken }
}

/** Along each way until one leads there. */
const searchWays = async ({ walker }: LinkWorld, ways: readonly LinkWay[], start: WalkNode, end: WalkNode, asOf: Instant): Promise<readonly (readonly [LinkWay, SearchedWay])[]> => {
  const searches: (readonly [LinkWay, SearchedWay])[] = []
  for (const way of ways) {
    const search = await searchWay(walker, way, start, end, asOf)
    searches.push([way, search])
    if (search.paths.length > 0) break
  }
  return searches
}

/** `back`: from the other end, where that was walked too. */
type SearchedWay = Search & { readonly back?: Search }

const searchWay = async (walker: Walker, way: LinkWay, start: WalkNode, end: WalkNode, asOf: Instant): Promise<SearchedWay> => {
  const there = await searchLink(walker, way.there, way.flow, start, end.ref, way.mostDepth, asOf)
  if (!way.fromBothEnds || there.paths.length > 0) return there
  const back = await searchBack(walker, way, start, end, asOf)
  return { ...there, back, paths: meetHalfWay(there, start.ref, back, end.ref) }
}

const searchBack = (walker: Walker, way: LinkWay, start: WalkNode, end: WalkNode, asOf: Instant): Promise<Search> =>
  searchLink(walker, way.back, way.flow === 'DOWNSTREAM' ? 'UPSTREAM' : 'DOWNSTREAM', end, start.ref, way.mostDepth, asOf)

/** Walked over any relation, an edge still reads upstream to downstream; as it is stored where it has no flow. */
const alongFlow = (model: Model, edge: WalkEdge): WalkEdge => {
  const { from, name, to } = edge.link
  const [first, second] = model.edgeKinds.get(edgeKindId(typeOfRef(from), name, typeOfRef(to)))?.flow === 'BACKWARD' ? [to, from] : [from, to]
  return { ...edge, from: first, to: second }
}

/** On a way that held at some time, the links that do not at the moment asked. */
const endedLinks = async ({ walker }: LinkWorld, ways: readonly LinkWay[], start: WalkNode, to: Ref, asOf: Instant): Promise<readonly WalkEdge[]> => {
  const holds = ({ link }: WalkEdge): boolean => (link.validFrom === undefined || link.validFrom <= asOf) && (link.validTo === undefined || link.validTo > asOf)
  for (const way of ways) {
    const { paths: [path] } = await searchLink(walker, way.there, way.flow, start, to, way.mostDepth, undefined)
    if (path !== undefined) return path.filter((edge) => !holds(edge))
  }
  return []
}

/** The place nearest to the goal, from each end. */
const breaksOf = async (world: LinkWorld, way: LinkWay, there: SearchedWay, start: WalkNode, end: WalkNode, asOf: Instant): Promise<readonly (Break & { readonly remaining: number })[]> => {
  const back = there.back ?? await searchBack(world.walker, way, start, end, asOf)
  const ends = [furthest(there, way.remaining), furthest(back, way.remainingBack)].filter((one) => one !== undefined)
  const unresolved = await world.unresolved(ends.flat().map(({ ref }) => ref))
  const found: (Break & { readonly remaining: number })[] = []
  for (const [side, places] of ends.entries()) {
    const lost = places.find(({ ref, led }) => unresolved.has(ref) && led !== undefined)
    if (lost?.led !== undefined) {
      found.push({ at: lost.led.near, relation: lost.led.link.name, key: parseRef(lost.ref)?.identifier?.value ?? keyOfRef(lost.ref), placeholder: lost.ref, remaining: lost.remaining })
      continue
    }
    const [place] = places
    const map = side === 0 ? way.there : way.back
    const remaining = side === 0 ? way.remaining : way.remainingBack
    const next = place === undefined ? undefined : map.stepsFrom(new Set([typeOfRef(place.ref)])).find(({ far }) => remaining(far) === place.remaining - 1)
    // From the far end only what a link names is news; that no link is there is said once, from the near end.
    if (place !== undefined && next !== undefined && side === 0) found.push({ at: place.ref, relation: next.name, remaining: place.remaining })
  }
  return found
}

interface Place {
  readonly ref: Ref
  readonly remaining: number
  readonly led: WalkEdge | undefined
}

/** What was met with the fewest relations left to the goal, a bounded many. */
const furthest = ({ met }: Search, remaining: (type: string) => number | undefined): readonly Place[] | undefined => {
  const places = [...met].flatMap(([ref, [led]]): readonly Place[] => {
    const left = remaining(typeOfRef(ref))
    // Others of the type sought are no way to the one sought.
    return left === undefined || (left === 0 && !isPlaceholder(ref)) ? [] : [{ ref, remaining: left, led }]
  })
  return places.length === 0 ? undefined : places.sort((a, b) => a.remaining - b.remaining || (a.ref < b.ref ? -1 : 1)).slice(0, 200)
}
