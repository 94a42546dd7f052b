import type { Lasted, StateGraphAsked, StateTallies, StateVisitPage, Transition, VisitKind, VisitTally } from '../../journal/read-state-graph.ts'
import type { EntityType, LocalState, StateGraph } from '../../model/entity-type.ts'
import type { Model } from '../../model/model.ts'
import { orderTypeOf } from '../../model/order-type.ts'
import { typeNamed } from '../../model/type-named.ts'
import { slasReadUntracked } from '../../model/version-reads.ts'
import { pageSize } from '../../plan/bounds.ts'
import { decodeSealed, encodeSealed } from '../../plan/sealed-cursor.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { EVER, HOUR_MS } from '../../vocabulary/instant.ts'
import { answeredAt, isToldByNow, momentAsked, planContext, worldOf, type Moment, type Resolver } from '../request-context.ts'
import { pageOf } from './journal-pages.ts'
import { ordersMeant } from './orders-then.ts'
import { refuseBeforeFirst } from './refuse-before-first.ts'
import type { VisitInWorld } from './visit-resolvers.ts'

/** Visits of a type's states as resolvers pass them on. */
interface Counted {
  readonly model: Model
  readonly type: EntityType
  readonly graph: StateGraph
  readonly asked: StateGraphAsked
  readonly at: Moment | undefined
  readonly tallies: StateTallies
  /** Names what is counted, for cursors. */
  readonly list: readonly unknown[]
}

const typeWithStates = (model: Model, name: string): Pick<Counted, 'type' | 'graph'> => {
  const type = typeNamed(model, name)
  if (type.states === undefined) throw problem('TYPE_WITHOUT_STATES', { type: name, known: [...model.types.values()].filter(({ states }) => states !== undefined).map((one) => one.name) })
  return { type, graph: type.states }
}

export const resolveStateGraph: Resolver<unknown> = async (_source, args, context): Promise<Counted> => {
  const { model, now } = context
  const { type, graph } = typeWithStates(model, String(args['type']))
  const at = momentAsked(context, args)
  answeredAt(context, at)
  const ofNow = at === undefined || at.isWhole === true
  if (!ofNow && slasReadUntracked(model, type)) context.gathered.notes.add('AS_OF_UNTRACKED')
  // Also under a receipt: all that had been told by its place.
  const byAll = typeof args['knownAt'] !== 'number'
  const orders = await ordersMeant(context, orderTypeOf(model), args['where'], at, isToldByNow(context, args))
  const asked: StateGraphAsked = { type, asOf: at?.asOf ?? now, knownAt: byAll || ofNow ? undefined : at.knownAt, ofNow,
    moment: at === undefined || at.isWhole === true || !byAll ? at : { asOf: at.asOf, knownAt: EVER },
    ...(orders === undefined ? {} : { orders }) }
  const tallies = await context.journal.stateGraph(asked)
  if (tallies.byState.size === 0) await refuseBeforeFirst(context, at)
  return { model, type, graph, asked, at, tallies, list: ['stateGraph', type.name, args['where'] ?? null, args['asOf'] ?? null, args['knownAt'] ?? null] }
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0)
const total = ({ tallies }: Counted, of: 'begun' | 'breached' | 'manual' | 'elsewhere'): number => sum([...tallies.byState.values()].map((tally) => tally[of]))

/** Null where one of them is a disagreement. */
const isJump = ({ states }: StateGraph, { from, to }: Transition): boolean | null =>
  from === undefined || to === undefined ? null : states.get(from)?.next.includes(to) !== true

const countTaken = ({ graph, tallies }: Counted, wanted: (transition: Transition, jump: boolean | null) => boolean): number =>
  sum(tallies.transitions.filter((one) => wanted(one, isJump(graph, one))).map(({ tally }) => tally.visits))
const jumpsIn = (counted: Counted): number => countTaken(counted, (_, jump) => jump === true)
const takenIn = (counted: Counted): number => countTaken(counted, (_, jump) => jump !== null)

const inHours = (visits: number, lasted: Lasted): unknown =>
  ({ visits, meanHours: lasted.mean / HOUR_MS, medianHours: lasted.median / HOUR_MS, p90Hours: lasted.p90 / HOUR_MS, longestHours: lasted.longest / HOUR_MS })

const NONE: VisitTally = { visits: 0, begun: 0, open: 0, lasted: undefined, overdue: 0, late: 0, breached: 0, manual: 0, elsewhere: 0 }

const stateTally = (counted: Counted, named: LocalState | undefined): unknown => {
  const tally = counted.tallies.byState.get(named?.name) ?? NONE
  const sla = named && counted.model.slas.get(counted.type.name)?.get(named.name)
  const { visits, open, lasted, overdue, late, breached, manual, elsewhere } = tally
  return {
    local: named?.name ?? null, canonical: named?.canonical ?? null, terminal: named?.terminal ?? false, responsible: named?.responsible ?? null, expected: named?.expected ?? null, sla: sla?.text ?? null,
    visits, open, manual, durations: lasted === undefined ? null : inHours(visits - open, lasted),
    jumps: countTaken(counted, ({ to }, jump) => jump === true && to === named?.name),
    ...(named?.expected === undefined ? { overdue: null, late: null } : { overdue, late }),
    breaches: sla === undefined ? null : breached,
    elsewhere: named?.responsible === undefined ? null : elsewhere,
  }
}

/** The most taken first; of equals by the vocabulary, disagreements last. */
const sorted = ({ graph, tallies }: Counted): readonly Transition[] => {
  const places = new Map<string | undefined, number>([...graph.states.keys()].map((name, place) => [name, place]))
  const place = (local: string | undefined): number => places.get(local) ?? places.size
  return tallies.transitions.toSorted((a, b) => b.tally.visits - a.tally.visits || place(a.from) - place(b.from) || place(a.to) - place(b.to))
}

const COUNTS: Readonly<Record<Exclude<VisitKind, 'DISPUTED'>, keyof Omit<VisitTally, 'lasted'>>> = { OPEN: 'open', OVERDUE: 'overdue', LATE: 'late', BREACHED: 'breached', MANUAL: 'manual', ELSEWHERE: 'elsewhere' }

/** How many visits there are of a kind, of a state or of all. */
const countOf = ({ tallies: { byState } }: Counted, local: string | undefined, kind: VisitKind | undefined): number => {
  const of = [...byState].filter(([state]) => (local === undefined || state === local) && (kind !== 'DISPUTED' || state === undefined))
  return sum(of.map(([, tally]) => tally[kind === undefined || kind === 'DISPUTED' ? 'visits' : COUNTS[kind]]))
}

const resolveVisits: Resolver<Counted> = async (counted, args, context) => {
  const { graph: { states }, asked, at } = counted
  const first = pageSize(args['first'])
  const local = typeof args['local'] === 'string' ? args['local'] : undefined
  const kind = typeof args['kind'] === 'string' ? (args['kind'] as VisitKind) : undefined
  if (local !== undefined && !states.has(local)) {
    const near = nearest(local, states.keys())
    throw problem('BAD_ARGUMENT', { argument: 'local', value: `'${local}'${near.length === 0 ? '' : ` (nearest: ${near.join(', ')})`}`, wanted: `a state of ${asked.type.name}: ${[...states.keys()].join(', ')}` })
  }
  const seal = planContext(context, context.now).sealOf([...counted.list, 'visits', local ?? null, kind ?? null])
  const [from, ref] = typeof args['after'] === 'string' ? decodeSealed(seal, args['after'], ['whole', 'string']) : []
  const total = countOf(counted, local, kind)
  const page: StateVisitPage = total === 0 ? { visits: [], hasNextPage: false } : await context.journal.stateVisits({
    ...asked, first, ...(local === undefined ? {} : { local }), ...(kind === undefined ? {} : { kind }), ...(from === undefined ? {} : { after: { from: Number(from), ref: String(ref) } }),
  })
  const world = at === undefined || page.visits.length === 0 ? undefined : await worldOf(context, at)
  const nodes = page.visits.map((visit): VisitInWorld => ({ visit, world }))
  return pageOf(nodes, ({ visit }) => encodeSealed(seal, [visit.from, visit.ref]), { hasNextPage: page.hasNextPage, total }, from !== undefined)
}

export const stateGraphResolvers: Readonly<Record<string, Resolver<Counted>>> = {
  type: ({ type }) => type.name,
  domain: ({ graph }) => graph.domain,
  entities: (counted) => total(counted, 'begun'),
  states: (counted) => [...counted.graph.states.values()].map((named) => stateTally(counted, named)),
  disputed: (counted) => (counted.tallies.byState.has(undefined) ? stateTally(counted, undefined) : null),
  transitions: (counted, args, context) => {
    const first = pageSize(args['first'])
    const seal = planContext(context, context.now).sealOf(counted.list)
    const after = typeof args['after'] === 'string' ? Number(decodeSealed(seal, args['after'], ['whole'])[0]) : 0
    const all = sorted(counted)
    const nodes = all.slice(after, after + first).map((transition, place) => ({
      place: after + place + 1, from: transition.from ?? null, to: transition.to ?? null, count: transition.tally.visits, jump: isJump(counted.graph, transition),
      before: transition.tally.lasted && inHours(transition.tally.visits, transition.tally.lasted),
    }))
    return pageOf(nodes, (node) => encodeSealed(seal, [node.place]), { hasNextPage: all.length > after + first, total: all.length }, after > 0)
  },
  visits: resolveVisits,
  taken: takenIn,
  jumps: jumpsIn,
  jumpRate: (counted) => (takenIn(counted) === 0 ? null : jumpsIn(counted) / takenIn(counted)),
  breaches: (counted) => total(counted, 'breached'),
  manual: (counted) => total(counted, 'manual'),
  elsewhere: (counted) => total(counted, 'elsewhere'),
}
