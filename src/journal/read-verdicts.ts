import type { DefinitionVersion, Model } from '../model/model.ts'
import { placeOf } from '../settle/kept-verdict.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { LETTER_OF, outcomeOfLetter, stageOfLetter, type Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { inTransaction, withJournal, type Journal } from './open-journal.ts'
import { judgeAll, judgeToldSince, type JudgedAnew } from './read-told-since.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'
import type { ToldWorld } from './told-world.ts'

/** Verdicts of a version over orders: of these alone where `only` is given; now, or as of a moment, by all that was told or by what was by `knownAt`. `skews`: also how far apart domains are; `sinces`: since when orders have stood where they do, of every pair. */
export interface VerdictsAsked {
  readonly version: DefinitionVersion
  readonly at: { readonly asOf: Instant; readonly knownAt?: Instant; readonly isWhole?: boolean } | undefined
  readonly only: readonly Ref[] | undefined
  readonly skews: boolean
  readonly sinces: boolean
}

/** Orders with one combination of outcomes, in the order of the version's domains. */
export interface Tally {
  readonly unified: Outcome
  readonly domains: readonly Outcome[]
  /** Where they stand on the version's scale; undefined where it has none, or nobody knows. */
  readonly stage?: string
  readonly orders: number
}

/** Times between two domains' MET, where both are, in milliseconds. */
export interface Skew {
  readonly orders: number
  readonly mean: number
  readonly median: number
  readonly p90: number
  readonly longest: number
  readonly firstLater: number
  readonly secondLater: number
  readonly together: number
}

/** A domain by its place in the version, and outcomes of it. */
export interface CellSide {
  readonly domain: number
  readonly outcomes: readonly Outcome[]
}
export interface Cell {
  readonly first: CellSide
  readonly second: CellSide
}
export type CellOrder = 'ID' | 'LONGEST' | 'FARTHEST'
export interface CellPageAsked {
  readonly orderBy: CellOrder
  readonly first: number
  readonly after?: { readonly key: number; readonly ref: string }
}
export interface CellPage {
  /** At most `first`, each with what it was sorted by. */
  readonly orders: readonly { readonly ref: Ref; readonly key: number }[]
  readonly hasNextPage: boolean
}

export interface CellSince {
  readonly earliest: Instant
  readonly median: Instant
}

export interface HeldVerdicts {
  readonly tallies: readonly Tally[]
  /** Of two domains by their places; undefined where no order is MET in both, or skews were not asked for. */
  readonly skew: (first: number, second: number) => Skew | undefined
  /** Of each order's two domains that are farthest apart. */
  readonly widest: Skew | undefined
  /** Since when the orders of a cell have been in it. At hand where sinces were asked for and the cell is of one outcome a side; else a statement. */
  readonly since: (cell: Cell) => Promise<CellSince | undefined>
  readonly page: (cell: Cell, asked: CellPageAsked) => Promise<CellPage>
}

const sideOf = ({ domain, outcomes }: CellSide): readonly [number, readonly string[]] => [placeOf(domain), outcomes.map((outcome) => LETTER_OF[outcome])]

interface SkewRow extends Omit<Skew, 'firstLater' | 'secondLater'> {
  readonly first: number
  readonly second: number
  readonly first_later: number
  readonly second_later: number
}

/** What all of its statements are told, as `held_verdict` takes it; of no definition it has rows of its own. */
const heldBy = ({ version, at, only }: VerdictsAsked, { anew, refs, outcomes, sinces }: JudgedAnew): readonly unknown[] =>
  [anew === undefined ? null : version.definition, version.version, at?.asOf ?? null, only ?? null, anew ?? null, refs, outcomes, sinces]

/** Planned for its values each time: a plan that suits all of them suits none. */
const text = (name: string, values: readonly unknown[]) => ({ text: sql(name).text, values: [...values] })

const NONE: JudgedAnew = { anew: [], refs: [], outcomes: [], sinces: [] }

/** Places of every two domains of a version. */
const pairsOf = ({ domains }: DefinitionVersion): readonly [firsts: readonly number[], seconds: readonly number[]] => {
  const pairs = domains.flatMap((_, first) => domains.slice(first + 1).map((__, step) => [placeOf(first), placeOf(first + 1 + step)] as const))
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)]
}

const readSkews = async (client: Reader, held: readonly unknown[], version: DefinitionVersion): Promise<ReadonlyMap<string, Skew>> => {
  const { rows } = await client.query<SkewRow>(text('read/verdict-skews', [...held, ...pairsOf(version)]))
  return new Map(rows.map(({ first, second, first_later: firstLater, second_later: secondLater, ...rest }) => [`${first} ${second}`, { ...rest, firstLater, secondLater }]))
}

interface SinceRow {
  readonly earliest: number | null
  readonly median: number | null
}

const sinceOf = (row: SinceRow | undefined): CellSince | undefined =>
  row === undefined || row.earliest === null || row.median === null ? undefined : { earliest: instant(row.earliest), median: instant(Math.round(row.median)) }

/** By places and letters, either way round. */
const readSinces = async (client: Reader, held: readonly unknown[], version: DefinitionVersion): Promise<ReadonlyMap<string, SinceRow>> => {
  const { rows } = await client.query<SinceRow & { first: number; second: number; letters: string }>(text('read/verdict-cells', [...held, ...pairsOf(version)]))
  return new Map(rows.flatMap(({ first, second, letters, ...row }) => {
    const [one = '', other = ''] = letters
    return [[`${first} ${second} ${one}${other}`, row], [`${second} ${first} ${other}${one}`, row]] as const
  }))
}

/**
 * Every order's verdict under one version, counted; by all that was told, or as of a moment. What is asked later of the same orders is asked in what
 * is held then; as known before it is judged anew if anything was settled in between. Cost: statements that read the table of verdicts, one for the
 * counts, one more each for skews and sinces, one a cell for what is asked of it alone; as known before what judging the orders told of since takes
 * (`judgeToldSince`).
 */
export const readVerdicts = (journal: Journal, model: Model, asked: VerdictsAsked): Promise<HeldVerdicts> => {
  const { version, at } = asked
  let judged: { readonly settled: number; readonly held: readonly unknown[] } | undefined
  return heldVerdicts(asked, (what, work) => inTransaction(journal, what, async (client) => {
    await client.query('set transaction isolation level repeatable read read only')
    const settled = (await client.query<{ settled: number }>(sql('read/settled-place'))).rows[0]?.settled ?? 0
    if (judged === undefined || (judged.settled !== settled && at?.knownAt !== undefined)) {
      judged = { settled, held: heldBy(asked, at?.knownAt === undefined ? NONE : await judgeToldSince(client, model, version, { asOf: at.asOf, knownAt: at.knownAt })) }
    }
    return work(client, judged.held)
  }))
}

/** The same in the world of a moment of a journal as it stood at a place, where every order is judged anew. RECEIPT_TOO_WIDE. */
export const readVerdictsThen = async (world: ToldWorld, asked: VerdictsAsked): Promise<HeldVerdicts> => {
  const held = heldBy(asked, await judgeAll(world, asked.version, asked.only))
  return heldVerdicts(asked, (what, work) => withJournal(what, () => work(world.journal, held)))
}

/** Runs statements in what is held of the orders asked about. */
type InHeld = <T>(what: string, work: (client: Reader, held: readonly unknown[]) => Promise<T>) => Promise<T>

const heldVerdicts = async ({ version, skews, sinces }: VerdictsAsked, inHeld: InHeld): Promise<HeldVerdicts> => {
  const { tallies, apart, stood } = await inHeld('count verdicts', async (client, held) => ({
    tallies: (await client.query<{ outcomes: string; orders: number }>(text('read/verdict-counts', held))).rows,
    apart: skews ? await readSkews(client, held, version) : new Map<string, Skew>(),
    stood: sinces ? await readSinces(client, held, version) : undefined,
  }))
  return {
    tallies: tallies.map(({ outcomes: [unified = 'U', ...letters], orders }) => {
      const stage = stageOfLetter(version.answers.stage?.scale ?? [], letters[version.domains.length] ?? '?')
      return { unified: outcomeOfLetter(unified), domains: letters.slice(0, version.domains.length).map(outcomeOfLetter), orders, ...(stage === undefined ? {} : { stage }) }
    }),
    skew: (first, second) => first < second ? apart.get(`${placeOf(first)} ${placeOf(second)}`) : turned(apart.get(`${placeOf(second)} ${placeOf(first)}`)),
    widest: apart.get('0 0'),
    since: async ({ first, second }) => {
      const [[one, ones], [other, others]] = [sideOf(first), sideOf(second)]
      if (stood !== undefined && ones.length === 1 && others.length === 1) return sinceOf(stood.get(`${one} ${other} ${ones.join('')}${others.join('')}`))
      return sinceOf((await inHeld('count verdicts', (client, held) => client.query<SinceRow>(text('read/verdict-cell', [...held, one, ones, other, others])))).rows[0])
    },
    page: async ({ first, second }, page) => {
      const { rows } = await inHeld('list orders by verdict', (client, held) => client.query<{ ref: Ref; key: number }>(text('read/verdict-cell-orders', [...held, ...sideOf(first), ...sideOf(second), page.orderBy, page.after?.key ?? null, page.after?.ref ?? null, page.first + 1])))
      return { orders: rows.slice(0, page.first), hasNextPage: rows.length > page.first }
    },
  }
}

const turned = (skew: Skew | undefined): Skew | undefined => skew && { ...skew, firstLater: skew.secondLater, secondLater: skew.firstLater }
