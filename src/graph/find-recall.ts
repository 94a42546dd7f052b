import type { Model } from '../model/model.ts'
import { unitPlan, type UnitPlan, type WalkPlan } from '../plan/recall-columns.ts'
import type { PartAsked } from '../plan/recall-scope.ts'
import type { WalkNode } from '../plan/walker.ts'
import { isMetOnce } from '../plan/walk-map.ts'
import { problem } from '../problems/problem.ts'
import { Circles } from '../recall/circles.ts'
import type { RecallUnit } from '../vocabulary/recall.ts'
import { byRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { Held, MOST_HELD, type Values } from './held-units.ts'
import { reach } from './reach.ts'
import { isWanted } from './recall-filter.ts'
import { findStarts, linkedTo, relationsBetween, type Finding, type FoundPart, type Nowhere, type Reached } from './recall-starts.ts'
import { graphWalker } from './step.ts'
import { hasPieces, Told } from './tell-units.ts'

const BUDGET_MS = 60_000
/** Everything that a scope is about, by what the graph holds now. */
export interface FoundRecall {
  /** Its units, told by ref, each once. Cost: a statement for every 5,000, where more than 100,000 were met; memory: one such batch. */
  readonly units: () => AsyncGenerator<readonly RecallUnit[], undefined>
  readonly told: Told
  /** Those of which the scope is about every unit. */
  readonly lots: ReadonlyMap<Ref, Values>
  /** These, and those of which it is about what a range or a condition leaves of their units. */
  readonly goneBy: ReadonlySet<Ref>
  /** What every lot on the way is known by. */
  readonly lotTexts: ReadonlySet<string>
  readonly ofOtherDi: ReadonlyMap<Ref, string>
  /** Lots without a date that a window might have begun at. */
  readonly undated: readonly Ref[]
  readonly nowhere: readonly Nowhere[]
  /** Entities on the way that come of themselves, by way of others. */
  readonly circular: readonly Ref[]
}

/** What walks leave behind beside the refs met. */
interface Gathered {
  readonly held: Held
  readonly circles: Circles
}

/** Everything that comes of some entities, they themselves included. RECALL_NOT_WALKED where it could not be walked to its end: who is missed must not look like nobody. */
const walk = async ({ reader, model, now, fanOut, elapsedMs }: Finding, starts: readonly WalkNode[], { map, circular }: WalkPlan, { held, circles }: Gathered): Promise<ReadonlySet<Ref>> => {
  const met = new Set(starts.map(({ ref }) => ref))
  await held.take(starts)
  const began = elapsedMs()
  const note = (near: Ref, far: Ref): void => { if (circular.has(typeOfRef(near)) && circular.has(typeOfRef(far))) circles.add(near, far) }
  const portions = reach(graphWalker(reader), map, starts, met, { now, fanOut, leftMs: () => BUDGET_MS - (elapsedMs() - began), columnsOf: (step) => (isMetOnce(model, step) ? held.columnsOf(step.far) : []), ...(circular.size === 0 ? {} : { note }) })
  for (;;) {
    const pulled = await portions.next()
    if (pulled.done !== true) {
      await held.take(pulled.value)
      continue
    }
    const { stopped, advice } = pulled.value
    if (stopped !== undefined) throw problem('RECALL_NOT_WALKED', { stopped: [stopped], ...(advice === undefined ? {} : { advice }) })
    return met
  }
}

/** Whether anything that is inferred can lead from some entities to a unit. */
const infers = (model: Model, { map }: WalkPlan, starts: readonly WalkNode[]): boolean => {
  const types = new Set(starts.map(({ ref }) => typeOfRef(ref)))
  for (const type of types) for (const { far } of map.stepsFrom(new Set([type]))) types.add(far)
  const inferred = new Set([...model.edgeKinds.values()].filter((kind) => kind.inferred).map(({ name }) => name))
  return map.stepsFrom(types).some(({ name }) => inferred.has(name))
}

const findPart = async (finding: Finding, plan: UnitPlan, asked: PartAsked, gathered: Gathered): Promise<FoundPart> => {
  const { starts, ...found } = await findStarts(finding, asked)
  const reached: Reached[] = []
  for (const { nodes, by } of starts) {
    const stated = await walk(finding, nodes, plan.stated, gathered)
    reached.push({ by, starts: new Set(nodes.map(({ ref }) => ref)), stated, all: infers(finding.model, plan.all, nodes) ? await walk(finding, nodes, plan.all, gathered) : stated })
  }
  return { asked, reached, ...found }
}

/** Whether a part is about some units of its lots alone, so that what the whole lot was made of says nothing of them. */
const isNarrowed = ({ unit, serials, condition }: PartAsked): boolean => [unit, serials, condition].some((narrowing) => narrowing !== undefined)

/** Lots that a part goes by: those that come of what it is from, and in its windows. Of each it is about every unit, unless it is narrowed further. */
const lotsOf = async (finding: Finding, { asked, reached, isByWindow, products }: FoundPart, { lots }: Held): Promise<readonly (readonly [Ref, Values])[]> => {
  const { model } = finding
  const from = reached.filter(({ by }) => by === 'FROM')
  if (asked.unit !== undefined || from.length === 0) return []
  const of = products === undefined ? undefined : await linkedTo(finding, relationsBetween(model, 'LOT', 'PRODUCT'), lots.keys())
  return [...lots].filter(([ref, values]) => (of?.get(ref)?.some((product) => products?.has(product)) ?? true) &&
    from.every(({ all }) => all.has(ref)) && ((isByWindow && from.every(({ starts }) => !starts.has(ref))) || isWanted(model, { ...asked, condition: undefined }, { ref, values, lots: [] }, lots) !== 'NO'))
}

/** Finds what some parts are about. Cost: for each part a few lookups by index, then a statement for some 50,000 links of each level of what comes of them. Memory: the refs met, and what is held. */
export const findRecall = async (finding: Finding, asked: readonly PartAsked[], mostHeld = MOST_HELD): Promise<FoundRecall> => {
  const { model } = finding
  const plan = unitPlan(model, asked)
  const held = new Held(finding, plan, mostHeld)
  const circles = new Circles()
  const parts: FoundPart[] = []
  for (const part of asked) parts.push(await findPart(finding, plan, part, { held, circles }))
  const goneBy = await Promise.all(parts.map((part) => lotsOf(finding, part, held)))
  const lots = new Map(parts.flatMap(({ asked: part }, place) => (isNarrowed(part) ? [] : goneBy[place] ?? [])))
  const units = new Set(parts.flatMap(({ reached }) => reached.map(({ all }) => all)).flatMap((all) => [...all].filter((ref) => plan.units.has(typeOfRef(ref)))))
  const told = new Told([...units, ...[...lots].flatMap(([ref, values]) => (hasPieces(plan, ref, values) ? [ref] : []))].sort(byRef))
  return {
    told, lots, goneBy: new Set(goneBy.flatMap((some) => some.map(([ref]) => ref))), circular: circles.members(), units: () => told.tell(finding, plan, parts, held),
    lotTexts: new Set([...held.lots].flatMap(([ref, values]) => (plan.identifiers.get(typeOfRef(ref)) ?? []).flatMap((field) => (typeof values[field] === 'string' ? [values[field]] : [])))),
    ofOtherDi: new Map(parts.flatMap(({ ofOtherDi }) => [...ofOtherDi])), undated: parts.flatMap(({ undated }) => undated).filter((ref) => !lots.has(ref)), nowhere: parts.flatMap(({ nowhere }) => nowhere),
  }
}
