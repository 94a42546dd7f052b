import type { DefinitionVersion, Model } from '../model/model.ts'
import { placeOf } from '../settle/kept-verdict.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { LETTER_OF, OUTCOMES, type Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { judgeToldSince, type JudgedAnew } from './read-told-since.ts'
import { sql } from './sql.ts'

/** Verdicts of a version over orders: of these alone where `only` is given; now, or as of a moment, by all that was told or by what was by `knownAt`. `skews`: also how far apart domains are. */
export interface VerdictsAsked {
  readonly version: DefinitionVersion
  readonly at: { readonly asOf: Instant; readonly knownAt?: Instant } | undefined
  readonly only: readonly Ref[] | undefined
  readonly skews: boolean
}

/** Orders with one combination of outcomes, in the order of the version's domains. */
export interface Tally {
  readonly unified: Outcome
  readonly domains: readonly Outcome[]
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

export interface HeldVerdicts {
  readonly tallies: readonly Tally[]
  /** Of two domains by their places; undefined where no order is MET in both, or skews were not asked for. */
  readonly skew: (first: number, second: number) => Skew | undefined
  /** Of each order's two domains that are farthest apart. */
  readonly widest: Skew | undefined
  /** Since when the orders of a cell have been in it: the earliest, and the median. */
  readonly since: (cell: Cell) => Promise<{ readonly earliest: Instant; readonly median: Instant } | undefined>
  readonly page: (cell: Cell, asked: CellPageAsked) => Promise<CellPage>
}

const OUTCOME_OF: ReadonlyMap<string, Outcome> = new Map(OUTCOMES.map((outcome) => [LETTER_OF[outcome], outcome]))
const outcomeOf = (letter: string): Outcome => OUTCOME_OF.get(letter) ?? 'UNKNOWN'

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

const readSkews = async (client: JournalClient, held: readonly unknown[], domains: number): Promise<ReadonlyMap<string, Skew>> => {
  const pairs = Array.from({ length: domains }, (_, first) => Array.from({ length: domains - first - 1 }, (__, step) => [first, first + 1 + step] as const)).flat()
  const { rows } = await client.query<SkewRow>(text('read/verdict-skews', [...held, pairs.map(([first]) => placeOf(first)), pairs.map(([, second]) => placeOf(second))]))
  return new Map(rows.map(({ first, second, first_later: firstLater, second_later: secondLater, ...rest }) => [`${first} ${second}`, { ...rest, firstLater, secondLater }]))
}

/**
 * Every order's verdict under one version, counted; by all that was told, or as of a moment. Cost: a statement that reads the version's rows, one more
 * for skews; as known before, what judging the orders told of since takes (`judgeToldSince`).
 */
export const readVerdicts = (journal: Journal, model: Model, asked: VerdictsAsked): Promise<HeldVerdicts> =>
  inTransaction(journal, 'count verdicts', async (client) => {
    const { version, at, skews } = asked
    await client.query('set transaction isolation level repeatable read read only')
    const held = heldBy(asked, at?.knownAt === undefined ? NONE : await judgeToldSince(client, model, version, { asOf: at.asOf, knownAt: at.knownAt }))
    const counted = await client.query<{ outcomes: string; orders: number }>(text('read/verdict-counts', held))
    const apart = skews ? await readSkews(client, held, version.domains.length) : new Map<string, Skew>()
    return {
      tallies: counted.rows.map(({ outcomes: [unified = 'U', ...domains], orders }) => ({ unified: outcomeOf(unified), domains: domains.map(outcomeOf), orders })),
      skew: (first, second) => first < second ? apart.get(`${placeOf(first)} ${placeOf(second)}`) : turned(apart.get(`${placeOf(second)} ${placeOf(first)}`)),
      widest: apart.get('0 0'),
      since: async ({ first, second }) => {
        const { rows: [row] } = await journal.query<{ orders: number; earliest: number | null; median: number | null }>(text('read/verdict-cell', [...held, ...sideOf(first), ...sideOf(second)]))
        return row === undefined || row.earliest === null || row.median === null ? undefined : { earliest: instant(row.earliest), median: instant(Math.round(row.median)) }
      },
      page: async ({ first, second }, page) => {
        const { rows } = await journal.query<{ ref: Ref; key: number }>(text('read/verdict-cell-orders', [...held, ...sideOf(first), ...sideOf(second), page.orderBy, page.after?.key ?? null, page.after?.ref ?? null, page.first + 1]))
        return { orders: rows.slice(0, page.first), hasNextPage: rows.length > page.first }
      },
    }
  })

const turned = (skew: Skew | undefined): Skew | undefined => skew && { ...skew, firstLater: skew.secondLater, secondLater: skew.firstLater }
