import type { Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import { placeOf } from '../settle/kept-verdict.ts'
import { LETTER_OF } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { OrdersAsked, OrdersShare } from './journal-reads.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { linkedAt, ToldWorld, type Moment } from './told-world.ts'
import type { Reader } from './told.ts'

/** Orders whose claims are held in memory at a time. */
const SHARE = 100

/**
 * Orders that had begun by a moment, in the order of their refs, as what was told of each by then makes them. What was looked at for one share is let go
 * before the next. Cost of a share: a statement that finds it, two a level of belonging.
 */
export const ordersThen = async function* (journal: Reader, model: Model, at: Moment, { after = '', outcomes }: OrdersAsked): AsyncGenerator<OrdersShare> {
  const survivors = await readSurvivors(journal, at.knownAt)
  for (let from = after; ;) {
    const { rows } = await journal.query<{ ref: Ref }>(outcomes === undefined
      ? sql('read/orders-ever', [ORDER, from, SHARE])
      : sql('read/orders-of-outcomes', [outcomes.version.definition, outcomes.version.version, at.asOf, outcomes.wanted.map(({ domain }) => placeOf(domain)), outcomes.wanted.map(({ outcomes: those }) => those.map((one) => LETTER_OF[one]).join('')), from, SHARE]))
    const last = rows.at(-1)
    if (last === undefined) return
    from = last.ref
    const world = new ToldWorld(journal, model, survivors, at)
    const begun = await world.judge(rows.map(({ ref }) => ref).filter((ref) => survivors.of(ref) === ref))
    yield { examined: rows.length, rows: begun.flatMap((ref) => world.row(ref) ?? []), linked: (refs, relation) => linkedAt(world, refs, relation) }
  }
}
