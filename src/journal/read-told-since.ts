import type { DefinitionVersion, Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { ORDER } from '../settle/belonging.ts'
import { lettersAt } from '../settle/kept-verdict.ts'
import { settleOrder } from '../settle/settle-order.ts'
import type { Facts } from '../settle/facts.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { circleOf, loadCircle, ordersAffected } from './circle.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { Told, type Reader } from './told.ts'
import type { Moment, ToldWorld } from './told-world.ts'
import { listed } from './write-verdicts.ts'

/** Orders that one question may have judged as known before: some six milliseconds each. */
const MOST_JUDGED = 2_000
/** Entities told of since whose orders are looked for, at most, and the events that told of them. */
const MOST_TOLD_OF = 5_000
const MOST_EVENTS = 20_000
/** Entities whose circles, and orders whose claims, are held in memory at a time. */
const SHARE = 500
const ORDERS_SHARE = 100

const shares = function* <T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}

/** Orders on which a verdict may have been another before something was told of these entities, by every name they have or had. Cost: what is above the entities and what hangs on them. */
const ordersAround = async (reader: Reader, model: Model, told: readonly Ref[]): Promise<readonly Ref[]> => {
  const survivors = await readSurvivors(reader)
  const orders = new Set<Ref>()
  for (const share of shares(told, SHARE)) {
    const { refs } = await ordersAffected(reader, model, new Told(model, survivors, undefined, true), new Set(share.map((ref) => survivors.of(ref))))
    for (const ref of refs) if (typeOfRef(ref) === ORDER) orders.add(ref)
  }
  return survivors.withMerged(orders)
}

const begunBy = async (reader: Reader, { asOf, knownAt }: Moment, of: readonly Ref[] | undefined): Promise<readonly Ref[]> =>
  (await reader.query<{ ref: Ref }>(sql('read/orders-begun', [ORDER, asOf, knownAt, of ?? null, MOST_JUDGED + 1]))).rows.map(({ ref }) => ref)

/** Which orders to judge: where few entities were told of since, the orders around them; else all that had begun, if they are not too many. */
const ordersToJudge = async (reader: Reader, model: Model, at: Moment): Promise<{ readonly anew: readonly Ref[] | undefined; readonly begun: readonly Ref[] }> => {
  const rows = (await reader.query<{ ref: Ref | null }>(sql('read/told-since', [at.knownAt, MOST_TOLD_OF + 1, MOST_EVENTS]))).rows
  const told = rows.flatMap(({ ref }) => ref ?? [])
  const isMuch = told.length < rows.length || told.length > MOST_TOLD_OF
  const all = !isMuch && told.length <= SHARE ? undefined : await begunBy(reader, at, undefined)
  if (all !== undefined && (all.length <= MOST_JUDGED || isMuch)) return { anew: undefined, begun: all }
  const anew = await ordersAround(reader, model, told)
  return { anew, begun: await begunBy(reader, at, anew) }
}

/** Verdicts as they were known, of orders on which they may have been others than they are held to be now. */
export interface JudgedAnew {
  /** All of which the journal's own rows say nothing here; undefined: all there are. */
  readonly anew: readonly Ref[] | undefined
  /** Those of them that had begun, with what was said of each. */
  readonly refs: readonly Ref[]
  readonly outcomes: readonly string[]
  readonly sinces: readonly string[]
}

/**
 * Verdicts of a version as of a moment, as known at another, on the orders that have been told of since; KNOWN_AT_TOO_WIDE where too many of them had
 * begun by then. Cost: the claims told since, and those of the orders that had.
 */
export const judgeToldSince = async (reader: Reader, model: Model, version: DefinitionVersion, { asOf, knownAt }: Moment): Promise<JudgedAnew> => {
  const { anew, begun } = await ordersToJudge(reader, model, { asOf, knownAt })
  if (begun.length > MOST_JUDGED) throw problem('KNOWN_AT_TOO_WIDE', { knownAt: formatInstant(knownAt), most: MOST_JUDGED })
  const then = await readSurvivors(reader, knownAt)
  return judge({ anew, asOf, version, orders: [...new Set(begun.map((ref) => then.of(ref)))], load: async (share) => (await loadCircle(reader, model, share, knownAt)).facts })
}

interface Judging {
  readonly anew: JudgedAnew['anew']
  readonly asOf: Instant
  readonly version: DefinitionVersion
  readonly orders: readonly Ref[]
  readonly load: (share: readonly Ref[]) => Promise<Facts>
}

const judge = async ({ anew, asOf, version, orders, load }: Judging): Promise<JudgedAnew> => {
  const judged: { readonly ref: Ref; readonly outcomes: string; readonly sinces: string }[] = []
  for (const share of shares(orders, ORDERS_SHARE)) {
    const facts = await load(share)
    for (const ref of share) {
      const ruling = facts.entities.has(ref) ? settleOrder(facts, ref, asOf, [version]) : undefined
      const verdict = ruling?.verdicts[0]
      if (ruling === undefined || verdict === undefined) continue
      const { outcomes, sinces } = lettersAt(verdict.letters, asOf, ruling.firstAt)
      judged.push({ ref, outcomes, sinces: listed(sinces) })
    }
  }
  return { anew, refs: judged.map(({ ref }) => ref), outcomes: judged.map(({ outcomes }) => outcomes), sinces: judged.map(({ sinces }) => sinces) }
}

/** Verdicts of a version on all orders of a world, or on some of them. RECEIPT_TOO_WIDE. Cost: the claims of the orders. */
export const judgeAll = async (world: ToldWorld, version: DefinitionVersion, only: readonly Ref[] | undefined): Promise<JudgedAnew> => {
  const { journal, model, survivors, at } = world
  const known = only ?? (await journal.query<{ ref: Ref }>(sql('read/orders-ever', [ORDER, '', MOST_JUDGED + 1]))).rows.map(({ ref }) => ref)
  if (known.length > MOST_JUDGED) throw problem('RECEIPT_TOO_WIDE', { what: 'orders', most: MOST_JUDGED })
  const load = async (share: readonly Ref[]): Promise<Facts> => {
    const told = world.makeTold()
    return told.facts((await circleOf(journal, model, told, new Set(share))).refs)
  }
  return judge({ anew: undefined, asOf: at.asOf, version, orders: [...new Set(known.map((ref) => survivors.of(ref)))], load })
}
