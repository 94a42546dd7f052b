import type { DefinitionVersion, Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { lettersAt } from '../settle/kept-verdict.ts'
import { settleOrder } from '../settle/settle-order.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { ORDER } from '../settle/belonging.ts'
import { circleOf, loadCircle } from './circle.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { Told, type Reader } from './told.ts'
import type { Moment } from './told-world.ts'

/** Orders that one question may have judged anew, as known before: some six milliseconds each. */
export const MOST_ANEW = 2_000
/** Entities of whom something was told since then: some tens belong to an order. */
const MOST_REFS = 100_000
/** Entities whose circles, and orders whose claims, are held in memory at a time. */
const SHARE = 500
const ORDERS_SHARE = 100

const shares = function* <T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}

/** Orders on which a verdict may have been another by what was known at a moment, by every name they have or had. KNOWN_AT_TOO_WIDE where they are too many to be judged anew. Cost: the claims told since, and the circles of whom they name. */
const ordersToldSince = async (reader: Reader, model: Model, knownAt: Instant): Promise<readonly Ref[]> => {
  const { rows } = await reader.query<{ ref: Ref }>(sql('read/told-since', [knownAt, MOST_REFS + 1]))
  const tooWide = (orders: number): Error => problem('KNOWN_AT_TOO_WIDE', { knownAt: formatInstant(knownAt), orders, most: MOST_ANEW })
  if (rows.length > MOST_REFS) throw tooWide(MOST_ANEW)
  const survivors = await readSurvivors(reader)
  const orders = new Set<Ref>()
  for (const share of shares(rows.map((row) => row.ref), SHARE)) {
    for (const ref of (await circleOf(reader, model, new Told(model, survivors, undefined, true), new Set(share))).orders) orders.add(ref)
    for (const ref of share) if (typeOfRef(ref) === ORDER) orders.add(survivors.of(ref))
    if (orders.size > MOST_ANEW) throw tooWide(orders.size)
  }
  return survivors.withMerged(orders)
}

/** What was not known then as it is held now: `anew` are the orders to judge anew, the rest says what their verdicts were; of one of them that had not begun it says nothing. */
export interface JudgedAnew {
  readonly anew: readonly Ref[]
  readonly refs: readonly Ref[]
  readonly outcomes: readonly string[]
  readonly sinces: readonly string[]
}

/** Verdicts of a version as of a moment, as known at another, on the orders that have been told of since. Cost: those orders' claims. */
export const judgeToldSince = async (reader: Reader, model: Model, version: DefinitionVersion, { asOf, knownAt }: Moment): Promise<JudgedAnew> => {
  const anew = await ordersToldSince(reader, model, knownAt)
  const then = await readSurvivors(reader, knownAt)
  const judged: { readonly ref: Ref; readonly outcomes: string; readonly sinces: string }[] = []
  for (const share of shares([...new Set(anew.map((ref) => then.of(ref)))], ORDERS_SHARE)) {
    const { facts } = await loadCircle(reader, model, share, knownAt)
    for (const ref of share) {
      const ruling = facts.entities.has(ref) ? settleOrder(facts, ref, asOf, [version]) : undefined
      const verdict = ruling?.verdicts[0]
      if (ruling === undefined || verdict === undefined) continue
      const { outcomes, sinces } = lettersAt(verdict.outcomes, asOf, ruling.firstAt)
      judged.push({ ref, outcomes, sinces: `{${sinces.join(',')}}` })
    }
  }
  return { anew, refs: judged.map(({ ref }) => ref), outcomes: judged.map(({ outcomes }) => outcomes), sinces: judged.map(({ sinces }) => sinces) }
}
