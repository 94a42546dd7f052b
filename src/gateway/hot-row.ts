import { divideRow, joinRow } from '../plan/divide-row.ts'
import type { RowPlan } from '../plan/page-plan.ts'

/** Asked so often, an operation is worth the seconds that the graph takes to plan all of its row in one statement. */
const HOT = 3

/**
 * How the rows of an operation are read: at first in several statements, each soon planned; asked again and again, in one, from when the graph has
 * planned it. Either way the answer is the same.
 */
export class HotRow {
  readonly #divided: RowPlan
  readonly #joined: RowPlan | undefined
  #asked = 0
  #ready = false

  constructor(row: RowPlan, most: number) {
    this.#divided = divideRow(row, most)
    const joined = joinRow(row, most)
    this.#joined = statementsBelow(joined) < statementsBelow(this.#divided) ? joined : undefined
  }

  /** For one question, which keeps to what it is given. `rehearse` readies the graph for a row that came to be asked often; no question waits for it. */
  choose(rehearse: (row: RowPlan) => Promise<void>): RowPlan {
    if (this.#joined === undefined) return this.#divided
    if (this.#ready) return this.#joined
    this.#asked += 1
    if (this.#asked === HOT) {
      rehearse(this.#joined).then(() => {
        this.#ready = true
      }, () => {
        // The graph is away, or it takes too long: whoever asks again tries again.
        this.#asked = 0
      })
    }
    return this.#divided
  }
}

const statementsBelow = ({ relations }: Pick<RowPlan, 'relations'>): number => [...relations.values()].reduce((sum, page) => sum + (page.place === undefined ? 1 : 0) + statementsBelow(page), 0)
