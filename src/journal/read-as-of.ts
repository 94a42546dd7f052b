import { explainOrder } from '../explain/explain-order.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import { keptRuling } from '../settle/kept-verdict.ts'
import { putVerdict, type Properties } from '../settle/node-image.ts'
import { settleOrder } from '../settle/settle-order.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { AsOfOrder, AsOfReader } from './journal-reads.ts'
import { circleOf, loadCircle } from './circle.ts'
import { nameThen, type OrderAsked } from './name-then.ts'
import { knownSinceOf } from './read-known-since.ts'
import { together } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { ordersThen } from './read-orders-then.ts'
import { sql } from './sql.ts'
import { linkedAt, toldWalker, ToldWorld, type Moment } from './told-world.ts'
import type { Reader } from './told.ts'

interface KeptRow {
  readonly definition: string
  readonly version: number
  readonly spans: readonly string[]
  readonly sinces: readonly Instant[]
}

/** One order as of a moment, worked out from the journal alone; undefined when nobody had told of it by then. Orders merged later are told apart again. Cost: two statements a level of belonging; the same once more for all the orders that a relation below it leads to. */
export const readOrderAsOf = async (journal: Reader, model: Model, asked: OrderAsked, at: Moment): Promise<AsOfOrder | undefined> => {
  const named = await nameThen(journal, model, asked, at)
  const { told, facts } = await loadCircle(journal, model, [named], at.knownAt)
  const order = told.survivors.of(named)
  if (!facts.entities.has(order)) return undefined
  const ruling = settleOrder(facts, order, at.asOf, [])
  if (ruling === undefined) return undefined
  const world = new ToldWorld(journal, model, told.survivors, at)
  world.take(told, facts, new Map([[order, ruling]]))
  const row = world.row(order)
  if (row === undefined) return undefined
  return { ...readerOf(world), order: row }
}

/**
 * The same by what is kept of its verdicts under some versions, by all that was told; its row holds no more. Undefined where the claims are to be asked:
 * what is kept is not of that moment, or the answer says something besides. Cost: two statements.
 */
export const readKeptOrder = async (journal: Reader, model: Model, { order, verdicts }: { readonly order: Ref; readonly verdicts: readonly DefinitionVersion[] }, at: Moment): Promise<AsOfOrder | undefined> => {
  const [survivors, { rows }] = await together(journal, [
    () => readSurvivors(journal, at.knownAt),
    () => journal.query<KeptRow>(sql('read/verdicts-then', [order, verdicts.map(({ definition }) => definition), verdicts.map(({ version }) => version), at.asOf, at.knownAt])),
  ])
  if (survivors.of(order) !== order) return undefined
  const values: Properties = {}
  for (const version of verdicts) {
    const kept = rows.find((row) => row.definition === version.definition && row.version === version.version)
    if (kept === undefined) return undefined
    putVerdict(values, keptRuling(version, kept.spans, kept.sinces))
  }
  return { ...readerOf(new ToldWorld(journal, model, survivors, at)), order: { type: ORDER, ref: order, values } }
}

/** Everything as of a moment, worked out from the journal alone. Cost: a statement; what is asked of it costs what its methods say. */
export const readWorldAsOf = async (journal: Reader, model: Model, at: Moment): Promise<AsOfReader> => readerOf(new ToldWorld(journal, model, await readSurvivors(journal, at.knownAt), at))

export const readerOf = (world: ToldWorld): AsOfReader => {
  const { journal, model, at } = world
  return {
    ...at,
    begun: async (refs) => {
      const named = refs.map((ref) => world.survivors.of(ref))
      const { rows } = await journal.query<{ ref: Ref }>(sql('read/begun-by', [world.survivors.withMerged(new Set(named)), at.asOf, at.knownAt]))
      const begun = new Set(rows.map((row) => world.survivors.of(row.ref)))
      return new Map(refs.map((ref) => [ref, world.survivors.of(ref)] as const).filter(([, then]) => begun.has(then)))
    },
    walker: toldWalker(world),
    entities: async (refs) => {
      await world.load(refs)
      return refs.map((ref) => world.row(ref))
    },
    belonging: (refs) => world.belonging(refs),
    linked: (refs, relation) => linkedAt(world, refs, relation),
    orders: (asked) => ordersThen(journal, model, at, asked),
    explain: (of, definition, version) => {
      const circle = world.circle(of)
      return circle && explainOrder(circle, model, world.survivors.of(of), { definition, version }, at.asOf)
    },
    knownSince: async (of, definition, version) => {
      const wanted = model.definitions.get(definition)?.versions.find((one) => one.version === version)
      if (world.circle(of) === undefined || wanted === undefined) return undefined
      const told = world.makeTold(true)
      const { refs } = await circleOf(journal, model, told, new Set([of]))
      return knownSinceOf(journal, model, { facts: told.facts(refs), order: world.survivors.of(of), version: wanted, asOf: at.asOf, knownAt: at.isWhole === true ? at.asOf : at.knownAt })
    },
  }
}
