import { preferencesOf, STATE_FIELD } from '../model/arbitration.ts'
import { expectedUntil, intervalOf } from '../model/expected-until.ts'
import type { EntityType } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import type { StateVisit } from '../settle/visits.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { arbitrated, preferenceColumns } from './arbitrated.ts'
import { membersOf } from './members-of.ts'
import { printSlas } from './print-slas.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import type { Reader } from './told.ts'
import type { Moment } from './told-world.ts'

/** Visits of a type's states up to `asOf`, by all that was told or by what was by `knownAt`. `ofNow`: no other time is asked for, so attributes without a history are known. */
export interface StateGraphAsked {
  readonly type: EntityType
  readonly asOf: Instant
  readonly knownAt: Instant | undefined
  readonly ofNow: boolean
  /** As of which the orders' entities are meant; undefined: as last settled. */
  readonly moment?: Moment | undefined
  /** Only of entities that belonged to one of these orders, the order among them, as far as known; absent: of all. */
  readonly orders?: readonly Ref[]
}

/** How long visits that had ended lasted, in milliseconds. */
export interface Lasted {
  readonly mean: number
  readonly median: number
  readonly p90: number
  readonly longest: number
}

/** Visits counted. */
export interface VisitTally {
  readonly visits: number
  /** Entities of which it was the first visit. */
  readonly begun: number
  /** Visits that had not ended. */
  readonly open: number
  /** Undefined: none had ended. */
  readonly lasted: Lasted | undefined
  /** Open ones, and ended ones, that took longer than expected. */
  readonly overdue: number
  readonly late: number
  readonly breached: number
  /** Begun by a source that people enter by hand; by another source than the one responsible. */
  readonly manual: number
  readonly elsewhere: number
}

/** Visits that one state, or a disagreement (undefined), followed at once. */
export interface Transition {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly tally: VisitTally
}

export interface StateTallies {
  /** By local state; undefined: sources disagree. Those that some entity was in. */
  readonly byState: ReadonlyMap<string | undefined, VisitTally>
  readonly transitions: readonly Transition[]
}

interface Row extends Omit<VisitTally, 'lasted'>, Record<keyof Lasted, number | null> {
  readonly local: string | null
  readonly goes_on: boolean | null
  readonly next_local: string | null
}

const MET = 'null::boolean /* met */'

const tallyOf = ({ mean, median, p90, longest, visits, begun, open, overdue, late, breached, manual, elsewhere }: Row): VisitTally =>
  ({ visits, begun, open, overdue, late, breached, manual, elsewhere, lasted: mean === null || median === null || p90 === null || longest === null ? undefined : { mean, median, p90, longest } })

/** Claims write a state as JSON. */
const written = (local: string): string => JSON.stringify(local)
const read = (local: string | null): string | undefined => (local === null ? undefined : (JSON.parse(local) as string))

/** Entities of a type among those of some orders, by every ref that they were told of by. */
const refsAround = async (reader: Reader, model: Model, survivors: Survivors, { type, moment, orders }: StateGraphAsked): Promise<readonly Ref[] | undefined> => {
  if (orders === undefined) return undefined
  const members = await membersOf(reader, model, orders, moment)
  return survivors.withMerged(new Set([...members.values()].flat().filter((ref) => typeOfRef(ref) === type.name)))
}

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Where the statement begins to count the visits that it has cut. */
const COUNT = 'select local, case when grouping(goes_on)'

const statementOf = async (reader: Reader, model: Model, asked: StateGraphAsked): Promise<Statement> => {
  const { type, asOf, knownAt, ofNow } = asked
  const survivors = await readSurvivors(reader, knownAt)
  const merged = survivors.aliases
  const preferences = preferencesOf(model, type, STATE_FIELD)
  const text = arbitrated('read/state-graph', preferences)
  invariant(text.includes(MET) && text.includes(COUNT), 'readStateGraph', 'the statement has no place for what is met, or counts nothing')
  const states = [...type.states?.states.values() ?? []]
  const leads = [...type.states?.reaches ?? []].flatMap(([from, reached]) => [...reached].map((to) => written(from) + written(to)))
  // Planned for its values each time: which claims are of the type, they say.
  return {
    text: text.replace(MET, () => printSlas(model, type, ofNow)),
    values: [
      `${type.name}/`, asOf, knownAt ?? null, merged.map(([ref]) => ref), merged.map(([, survivor]) => survivor),
      states.map(({ name }) => written(name)), states.map(({ expected }) => (expected === undefined ? null : intervalOf(expected))), states.map(({ responsible }) => responsible ?? null),
      leads, [...model.sources.values()].flatMap(({ name, manual }) => (manual ? [name] : [])),
      await refsAround(reader, model, survivors, asked) ?? null, ...preferenceColumns(preferences, written),
    ],
  }
}

/** Cost: a statement that reads every state claim of the type, or those of the orders' entities; one for merges; what finding these entities takes (`membersOf`). */
export const readStateGraph = async (reader: Reader, model: Model, asked: StateGraphAsked): Promise<StateTallies> => {
  const { text, values } = await statementOf(reader, model, asked)
  const { rows } = await reader.query<Row>({ text, values: [...values] })
  return {
    byState: new Map(rows.filter((row) => row.goes_on === null).map((row) => [read(row.local), tallyOf(row)])),
    transitions: rows.filter((row) => row.goes_on === true).map((row) => ({ from: read(row.local), to: read(row.next_local), tally: tallyOf(row) })),
  }
}

export type VisitKind = 'OPEN' | 'OVERDUE' | 'LATE' | 'BREACHED' | 'MANUAL' | 'ELSEWHERE' | 'DISPUTED'

/** Which of the visits that a state graph counts. */
export interface StateVisitsAsked extends StateGraphAsked {
  /** Of this state alone; absent: of any, and times in which sources disagree. */
  readonly local?: string
  /** Absent: all. */
  readonly kind?: VisitKind
  readonly first: number
  readonly after?: { readonly from: number; readonly ref: string }
}
export interface StateVisitPage {
  /** At most `first`, in the order in which they began. */
  readonly visits: readonly StateVisit[]
  readonly hasNextPage: boolean
}

interface VisitRow {
  readonly ref: Ref
  readonly local: string | null
  readonly source: string | null
  readonly began: number
  readonly ended: number | null
  readonly came: string | null
  readonly met: boolean | null
}

const visitOf = ({ states }: EntityType, { ref, local, source, began, ended, came, met }: VisitRow): StateVisit => {
  const visit = { ref, from: instant(began), ...(ended === null ? {} : { to: instant(ended) }) }
  const named = states?.states.get(read(local) ?? '')
  if (named === undefined) return visit
  return {
    ...visit, local: named.name, ...(source === null ? {} : { source }),
    ...(came === null ? {} : { jump: states?.states.get(read(came) ?? '')?.next.includes(named.name) !== true }),
    ...(named.expected === undefined ? {} : { expectedUntil: expectedUntil(visit.from, named.expected) }),
    ...(met === null ? {} : { met }),
  }
}

/** A page of the visits themselves. Cost: as `readStateGraph`, for each page. */
export const readStateVisits = async (reader: Reader, model: Model, asked: StateVisitsAsked): Promise<StateVisitPage> => {
  const { type, local, kind, first, after } = asked
  const { text, values } = await statementOf(reader, model, asked)
  const own = sql('read/state-visits').text.replaceAll(/\$(\d)/g, (_, place: string) => `$${values.length + Number(place)}`)
  const { rows } = await reader.query<VisitRow>({
    text: text.slice(0, text.indexOf(COUNT)) + own,
    values: [...values, local === undefined ? null : written(local), kind ?? null, after?.from ?? null, after?.ref ?? null, first + 1],
  })
  return { visits: rows.slice(0, first).map((row) => visitOf(type, row)), hasNextPage: rows.length > first }
}
