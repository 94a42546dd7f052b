import { compileCountUnits } from '../compile/compile-causes.ts'
import { compileEntityCounts } from '../compile/compile-fan-out.ts'
import type { Statement } from '../compile/statement.ts'
import type { CausesPlan } from '../plan/plan-causes.ts'
import type { FanOut } from '../plan/fan-out.ts'
import type { WalkNode } from '../plan/walker.ts'
import { Problem } from '../problems/problem.ts'
import { rankCauses, type CauseCounted, type CauseWeighed } from '../recall/rank-causes.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { byRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader, Row } from './graph-reader.ts'
import { spread, type Spread, type SpreadBounds } from './spread.ts'
import { graphWalker } from './step.ts'

/** Entities met upstream of the units, and in circles downstream of causes: memory is a bit for each and every start. */
const MOST_MET = 200_000
/** Causes that are counted among all units: those that most of the failed come of. */
const MOST_CAUSES = 1_000
/** Units of one cause that are counted; the store remembers each until then. */
const MOST_UNITS = 1_000_000
/** Causes, and nodes that they are counted from, that one statement takes. */
const MOST_TOGETHER = 100
const MOST_NODES = 200_000
const BUDGET_MS = 30_000
/** One that all others have in common is no cause of anything, nor is what one unit has for itself. */
const LEAST_SHARED = 2

/** Why not everything is told: as a walk's stops, and CAUSES, more than are counted; UNITS, of some cause more than are counted. */
export type CausesStop = NonNullable<Spread['stopped']> | 'CAUSES' | 'UNITS'

export interface FoundCauses {
  /** All units there are. */
  readonly all: number
  /** Best first. */
  readonly causes: readonly CauseWeighed[]
  /** How many entities several of the units come of, those that were not counted too. */
  readonly shared: number
  readonly stopped: readonly CausesStop[]
}

export interface CausesFinding {
  readonly reader: GraphReader
  readonly now: Instant
  readonly fanOut: FanOut
  /** What the question took so far, without what planning took. */
  readonly elapsedMs: () => number
  /** What is counted at most, where it is not the usual. */
  readonly bounds?: Partial<Bounds>
}

interface Bounds {
  readonly mostMet: number
  readonly mostCauses: number
  readonly mostUnits: number
}

/**
 * What some units come of in common, held against all units. Cost: a statement a level upstream; one for how many units there are; for each type of causes one for every hundred, in which the store counts
 * the units of each; and where types lead in circles (lots made of lots) a statement a level downstream of the causes, over those types alone.
 */
export const findCauses = async ({ reader, now, fanOut, elapsedMs, bounds }: CausesFinding, plan: CausesPlan, units: readonly WalkNode[]): Promise<FoundCauses> => {
  const { mostMet, mostCauses, mostUnits } = { mostMet: MOST_MET, mostCauses: MOST_CAUSES, mostUnits: MOST_UNITS, ...bounds }
  const began = elapsedMs()
  const spreadBounds: SpreadBounds = { now, fanOut, mostMet, leftMs: () => BUDGET_MS - (elapsedMs() - began) }
  const stops = new Set<CausesStop>()
  const all = (await reader.run(compileEntityCounts(plan.unitTypes))).reduce((sum, row) => sum + Number(row.get('count')), 0)
  const up = await spread(graphWalker(reader), plan.up, units, spreadBounds)
  if (up.stopped !== undefined) stops.add(up.stopped)
  const shared = [...up.met.values()].flatMap((node) => {
    const failed = plan.types === undefined || plan.types.has(typeOfRef(node.ref)) ? up.countOf(node.ref) : 0
    return failed < LEAST_SHARED ? [] : [{ node, failed }]
  }).sort((a, b) => b.failed - a.failed || byRef(a.node.ref, b.node.ref))
  if (shared.length > mostCauses) stops.add('CAUSES')
  const counting = { reader, now, plan, mostUnits, stops, spreadBounds }
  const counted = await countUnits(counting, shared.slice(0, mostCauses).map(({ node }) => node))
  const causes = shared.slice(0, mostCauses).map(({ node: { ref }, failed }): CauseCounted => {
    const { units: of, isExact } = counted.get(ref) ?? { units: 0, isExact: false }
    return { ref, failed, all: Math.max(of, failed), isExact }
  })
  return { all, causes: rankCauses(causes, units.length, all), shared: shared.length, stopped: [...stops] }
}

interface Counting {
  readonly reader: GraphReader
  readonly now: Instant
  readonly plan: CausesPlan
  readonly mostUnits: number
  readonly stops: Set<CausesStop>
  readonly spreadBounds: SpreadBounds
}

interface UnitCount {
  readonly units: number
  readonly isExact: boolean
}

/** A cause with the nodes that ways of plain types begin at, and the units that were met before those. */
interface Ready {
  readonly ref: Ref
  readonly nodes: readonly WalkNode[]
  readonly units: number
  readonly isWhole: boolean
}

const countUnits = async (counting: Counting, causes: readonly WalkNode[]): Promise<ReadonlyMap<Ref, UnitCount>> => {
  const counted = new Map<Ref, UnitCount>()
  for (const ready of portions(await makeReady(counting, causes))) for (const [ref, count] of await countPortion(counting, ready)) counted.set(ref, count)
  return counted
}

/** Walks where types lead in circles: what a cause leads to there, it and its like begin at. */
const makeReady = async ({ reader, plan: { down, unitTypes }, stops, spreadBounds }: Counting, causes: readonly WalkNode[]): Promise<readonly Ready[]> => {
  const plain = causes.filter(({ ref }) => !down.isWalked(typeOfRef(ref)))
  const others = causes.filter(({ ref }) => down.isWalked(typeOfRef(ref)))
  const ready = plain.map((node): Ready => ({ ref: node.ref, nodes: [node], units: 0, isWhole: true }))
  if (others.length === 0) return ready
  const found = await spread(graphWalker(reader), down.circles, others, spreadBounds)
  if (found.stopped !== undefined) stops.add(found.stopped)
  const nodes = others.map((node) => [node])
  const units = others.map(() => 0)
  const cut = new Set(found.frontier.flatMap((ref) => [...found.startsOf(ref), ...others.flatMap((other, place) => (other.ref === ref ? [place] : []))]))
  for (const node of found.met.values()) {
    for (const start of found.startsOf(node.ref)) {
      if (unitTypes.includes(typeOfRef(node.ref))) units[start] = (units[start] ?? 0) + 1
      if (others[start]?.ref !== node.ref) nodes[start]?.push(node)
    }
  }
  return [...ready, ...others.map(({ ref }, place): Ready => ({ ref, nodes: nodes[place] ?? [], units: units[place] ?? 0, isWhole: !cut.has(place) }))]
}

/** Causes of one type, as many as one statement takes. Types of many causes come first: the more there are of something, the fewer units each has, and if time ends it ends for the widest alone. */
const portions = (causes: readonly Ready[]): readonly (readonly Ready[])[] => {
  const found: Ready[][] = []
  for (const those of [...Map.groupBy(causes, ({ ref }) => typeOfRef(ref)).values()].sort((a, b) => b.length - a.length)) {
    let portion: Ready[] = []
    let nodes = 0
    for (const cause of those) {
      if (portion.length === 0 || portion.length === MOST_TOGETHER || nodes + cause.nodes.length > MOST_NODES) {
        found.push(portion = [])
        nodes = 0
      }
      portion.push(cause)
      nodes += cause.nodes.length
    }
  }
  return found
}

const countPortion = async ({ reader, now, plan: { down }, mostUnits, stops, spreadBounds }: Counting, causes: readonly Ready[]): Promise<readonly (readonly [Ref, UnitCount])[]> => {
  const types = [...new Set(causes.flatMap(({ nodes }) => nodes.map(({ ref }) => typeOfRef(ref))))]
  const starts = types.flatMap((type) => {
    const ways = down.waysFrom(type)
    return ways.length === 0 ? [] : [{ type, ways, nodes: causes.map(({ nodes }) => nodes.flatMap(({ ref, id }) => (typeOfRef(ref) === type ? [id] : []))) }]
  })
  const uncounted = (): readonly (readonly [Ref, UnitCount])[] => causes.map(({ ref, units }) => [ref, { units, isExact: false }])
  if (starts.length === 0) return causes.map(({ ref, units, isWhole }) => [ref, { units, isExact: isWhole }])
  const rows = await inTime(reader, compileCountUnits(starts, causes.length, now, mostUnits), spreadBounds.leftMs)
  if (rows === undefined) {
    stops.add('TIME')
    return uncounted()
  }
  const told = new Map(rows.map((row) => [Number(row.get('place')), Number(row.get('units'))]))
  return causes.map(({ ref, units, isWhole }, place) => {
    const found = told.get(place) ?? 0
    if (found > mostUnits) stops.add('UNITS')
    return [ref, { units: units + Math.min(found, mostUnits), isExact: isWhole && found <= mostUnits }]
  })
}

/** Undefined where the time is over, or the store did not count to the end in it. */
const inTime = async (reader: GraphReader, statement: Statement, leftMs: () => number): Promise<readonly Row[] | undefined> => {
  if (leftMs() <= 0) return undefined
  await reader.plan(statement)
  try {
    return await reader.run(statement, leftMs())
  } catch (error) {
    if (error instanceof Problem && error.code === 'QUESTION_TOO_SLOW') return undefined
    throw error
  }
}
