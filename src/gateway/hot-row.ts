import { divideRow, joinRow } from '../plan/divide-row.ts'
import type { RowPlan } from '../plan/page-plan.ts'
import { Rehearsed } from './rehearsed.ts'

/**
 * How the rows of an operation are read: at first in several statements, each soon planned; asked again and again, in one, from when the graph has
 * planned it. Either way the answer is the same.
 */
export class HotRow {
  readonly #divided: RowPlan
  readonly #joined: RowPlan | undefined
  readonly #rehearsed = new Rehearsed()

  constructor(row: RowPlan, most: number) {
    this.#divided = divideRow(row, most)
    const joined = joinRow(row, most)
    this.#joined = statementsBelow(joined) < statementsBelow(this.#divided) ? joined : undefined
  }

  /** For one question, which keeps to what it is given. `rehearse` readies the graph for a row that came to be asked often; no question waits for it. */
  choose(rehearse: (row: RowPlan) => Promise<void>): RowPlan {
    const joined = this.#joined
    return joined !== undefined && this.#rehearsed.isReady(() => rehearse(joined)) ? joined : this.#divided
  }
}

const statementsBelow = ({ relations }: Pick<RowPlan, 'relations'>): number => [...relations.values()].reduce((sum, page) => sum + (page.place === undefined ? 1 : 0) + statementsBelow(page), 0)
