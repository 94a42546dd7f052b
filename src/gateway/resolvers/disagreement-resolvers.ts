import type { Cell, CellOrder, CellSide, HeldVerdicts, Skew, Tally } from '../../journal/read-verdicts.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import type { DefinitionVersion } from '../../model/model.ts'
import { orderTypeOf } from '../../model/order-type.ts'
import { pageSize } from '../../plan/bounds.ts'
import { chooseVersion } from '../../plan/choose-version.ts'
import { decodeCursor } from '../../plan/cursor.ts'
import type { PagePlan } from '../../plan/page-plan.ts'
import { entitiesAsked, planRow } from '../../plan/plan-page.ts'
import type { Asked } from '../../plan/asked.ts'
import type { SortKey } from '../../plan/sort-key.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { HOUR_MS } from '../../vocabulary/instant.ts'
import { OUTCOMES, type Outcome } from '../../vocabulary/outcome.ts'
import { answeredAt, isToldByNow, momentAsked, oncePerQuestion, planContext, usedIn, worldOf, type Moment, type RequestContext, type Resolver } from '../request-context.ts'
import { askedOf } from '../asked-of.ts'
import { connectionOf } from './connection.ts'
import { loadEntities, returnedType } from './load-entities.ts'
import { ordersMeant } from './orders-then.ts'
import { refuseBeforeFirst } from './refuse-before-first.ts'
import { noteUntracked } from './verdict-resolvers.ts'

/** A version's verdicts over orders as resolvers pass them on. */
interface Matrix {
  readonly version: DefinitionVersion
  readonly held: HeldVerdicts
  readonly at: Moment | undefined
  /** Names what is counted, for cursors. */
  readonly list: readonly unknown[]
  readonly world: () => Promise<AsOfReader>
}

interface Pair {
  readonly matrix: Matrix
  /** Places of the domains in the version. */
  readonly first: number
  readonly second: number
}

interface CellOfPair extends Pair {
  readonly outcomes: readonly [readonly Outcome[], readonly Outcome[]]
}

/** What is asked below fields of a name, however deep. */
const below = (asked: readonly Asked[], name: string): readonly Asked[] => asked.flatMap((one) => (one.name === name ? one.below : below(one.below, name)))

const asks = (asked: readonly Asked[], name: string): boolean => asked.some((one) => one.name === name || asks(one.below, name))

export const resolveDisagreements: Resolver<unknown> = async (_source, args, context, info): Promise<Matrix> => {
  const at = momentAsked(context, args)
  const { asOf } = at ?? { asOf: context.now }
  const byNow = isToldByNow(context, args)
  const version = chooseVersion(context.model, String(args['definition']), typeof args['version'] === 'number' ? args['version'] : undefined, asOf)
  answeredAt(context, at)
  usedIn(context)(version.definition, version.version)
  if (at !== undefined && at.isWhole !== true) noteUntracked(context, version)
  const where = args['where']
  const only = await ordersMeant(context, orderTypeOf(context.model), where, at, byNow)
  const type = returnedType(info)
  const asked = type === undefined ? [] : askedOf({ ...info, variableValues: context.plans.shapingValues(info) }, info.fieldNodes, type)
  const held = await context.journal.verdicts({
    version, only, skews: asks(asked, 'skew'), sinces: below(asked, 'cells').some(({ name }) => name === 'since' || name === 'medianHours'),
    // As of a moment alone by all that was told.
    at: at && (typeof args['asOf'] === 'number' && typeof args['knownAt'] !== 'number' ? { asOf } : at),
  })
  if (held.tallies.length === 0) await refuseBeforeFirst(context, at)
  let world: Promise<AsOfReader> | undefined
  return { version, held, at, list: ['disagreements', version.definition, version.version, where ?? null, args['asOf'] ?? null, args['knownAt'] ?? null], world: () => world ??= worldOf(context, at ?? { asOf: context.now, knownAt: context.now }) }
}

const sum = (tallies: readonly Tally[]): number => tallies.reduce((total, { orders }) => total + orders, 0)

/** Outcomes that some order has, in the order of the enum. */
const outcomeCounts = (tallies: readonly Tally[], outcomeOf: (tally: Tally) => Outcome | undefined): readonly unknown[] =>
  OUTCOMES.map((outcome) => ({ outcome, orders: sum(tallies.filter((tally) => outcomeOf(tally) === outcome)) })).filter(({ orders }) => orders > 0)

/** What the rule does not concern says nothing. */
const differ = (outcomes: readonly (Outcome | undefined)[]): boolean => new Set(outcomes.filter((outcome) => outcome !== 'NOT_APPLICABLE')).size > 1

const placeNamed = ({ version: { definition, version, domains } }: Matrix, domain: string): number => {
  const place = domains.findIndex((rule) => rule.domain === domain)
  const known = domains.map((rule) => rule.domain)
  if (place < 0) throw problem('UNKNOWN_DOMAIN', { domain, nearest: nearest(domain, known), of: `'${definition}' version ${version}`, known })
  return place
}

const hours = ({ mean, median, p90, longest, ...rest }: Skew): unknown => ({ ...rest, meanHours: mean / HOUR_MS, medianHours: median / HOUR_MS, p90Hours: p90 / HOUR_MS, longestHours: longest / HOUR_MS })

const domainOf = ({ matrix }: Pair, place: number): string | undefined => matrix.version.domains[place]?.domain

export const matrixResolvers: Readonly<Record<string, Resolver<Matrix>>> = {
  definition: ({ version }) => version.definition,
  version: ({ version }) => version.version,
  orders: ({ held }) => sum(held.tallies),
  unified: ({ held }) => outcomeCounts(held.tallies, ({ unified }) => unified),
  domains: ({ version, held }) => version.domains.map(({ domain }, place) => ({ domain, outcomes: outcomeCounts(held.tallies, ({ domains }) => domains[place]) })),
  stages: ({ version, held }) => version.answers.stage?.scale.map((stage) => ({ stage, orders: sum(held.tallies.filter((tally) => tally.stage === stage)) })) ?? null,
  differing: ({ held }) => sum(held.tallies.filter(({ domains }) => differ(domains))),
  pairs: (matrix) => matrix.version.domains.flatMap((_, first) => matrix.version.domains.slice(first + 1).map((__, step): Pair => ({ matrix, first, second: first + 1 + step }))),
  pair: (matrix, args): Pair => {
    const [first, second] = [placeNamed(matrix, String(args['first'])), placeNamed(matrix, String(args['second']))]
    if (first === second) throw problem('BAD_ARGUMENT', { argument: 'second', value: `'${String(args['second'])}' again`, wanted: 'another domain than first' })
    return { matrix, first, second }
  },
  skew: ({ held }) => held.widest === undefined ? null : hours(held.widest),
}

const tallyIn = ({ first, second }: Pair) => ({ domains }: Tally): readonly [Outcome | undefined, Outcome | undefined] => [domains[first], domains[second]]

export const pairResolvers: Readonly<Record<string, Resolver<Pair>>> = {
  first: (pair) => domainOf(pair, pair.first),
  second: (pair) => domainOf(pair, pair.second),
  differing: (pair) => sum(pair.matrix.held.tallies.filter((tally) => differ(tallyIn(pair)(tally)))),
  cells: (pair) => OUTCOMES.flatMap((first) => OUTCOMES.map((second): CellOfPair => ({ ...pair, outcomes: [[first], [second]] }))).filter((cell) => countOf(cell) > 0),
  cell: (pair, args): CellOfPair => {
    for (const side of ['first', 'second']) if ((args[side] as readonly unknown[]).length === 0) throw problem('BAD_ARGUMENT', { argument: side, value: 'empty', wanted: `one outcome or more: ${OUTCOMES.join(', ')}` })
    const given = (side: unknown): readonly Outcome[] => OUTCOMES.filter((outcome) => (side as readonly unknown[]).includes(outcome))
    return { ...pair, outcomes: [given(args['first']), given(args['second'])] }
  },
  skew: ({ matrix, first, second }) => {
    const skew = matrix.held.skew(first, second)
    return skew === undefined ? null : hours(skew)
  },
}

const countOf = (cell: CellOfPair): number => sum(cell.matrix.held.tallies.filter((tally) => {
  const [first, second] = tallyIn(cell)(tally)
  return first !== undefined && second !== undefined && cell.outcomes[0].includes(first) && cell.outcomes[1].includes(second)
}))

const asCell = ({ first, second, outcomes }: CellOfPair): Cell => {
  const side = (domain: number, those: readonly Outcome[]): CellSide => ({ domain, outcomes: those })
  return { first: side(first, outcomes[0]), second: side(second, outcomes[1]) }
}

/** What the cursors of a cell's orders hold beside the ref. */
const KEY: SortKey = { property: 'ref', direction: 'ASC', indexed: false, holds: 'number' }

const ordersOf: Resolver<CellOfPair> = async (cell, args, context, info) => {
  const { matrix } = cell
  const type = orderTypeOf(context.model)
  const returned = returnedType(info)
  const asked = returned === undefined ? [] : askedOf(info, info.fieldNodes, returned)
  const orderBy = String(args['orderBy']) as CellOrder
  const first = pageSize(args['first'])
  const planning = planContext(context, matrix.at?.asOf ?? context.now)
  const seal = planning.sealOf([...matrix.list, cell.first, cell.second, cell.outcomes, orderBy])
  const after = typeof args['after'] === 'string' ? decodeCursor(seal, [KEY], args['after']) : undefined
  const row = planRow(planning, type, entitiesAsked(asked))
  const plan: PagePlan = { ...row, sort: [KEY], seal, first, cursors: true, links: false, rows: true, count: true, now: context.now, ...(after === undefined ? {} : { after }) }
  const { orders, hasNextPage } = await matrix.held.page(asCell(cell), { orderBy, first, ...(after === undefined ? {} : { after: { key: Number(after.values[0]), ref: after.ref } }) })
  const refs = orders.map(({ ref }) => ref)
  const world = matrix.at === undefined ? undefined : await matrix.world()
  const rows = world === undefined
    ? await loadEntities(context, refs, (name) => (name === type.name ? row : undefined), false).then((found) => refs.map((ref) => found.get(ref)?.row))
    : await world.entities(refs)
  // An order that the graph does not show yet is told by its ref alone: the receipt says how far behind it is.
  const shown = orders.map(({ ref, key }, place) => ({ row: rows[place] ?? { ref, type: type.name, values: {} }, sortValues: [key] }))
  return connectionOf(context, { plan, rows: shown, hasNextPage, total: { count: countOf(cell), precision: 'EXACT' } }, undefined, world)
}

const sinceOf = (context: RequestContext, cell: CellOfPair): ReturnType<HeldVerdicts['since']> => oncePerQuestion(context, cell, () => cell.matrix.held.since(asCell(cell)))

export const cellResolvers: Readonly<Record<string, Resolver<CellOfPair>>> = {
  first: ({ outcomes }) => outcomes[0],
  second: ({ outcomes }) => outcomes[1],
  count: countOf,
  since: async (cell, _args, context) => (await sinceOf(context, cell))?.earliest ?? null,
  medianHours: async (cell, _args, context) => {
    const since = await sinceOf(context, cell)
    return since === undefined ? null : ((cell.matrix.at?.asOf ?? context.now) - since.median) / HOUR_MS
  },
  orders: ordersOf,
}
