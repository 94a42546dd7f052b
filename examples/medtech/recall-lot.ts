import { CUTOFF } from './calendar.ts'
import { RECALL_LOT } from './story/genealogy.ts'
import type { OrderStory } from './story/story.ts'

export interface RecallTruth {
  readonly lot: string
  readonly units: number
  readonly packed: number
  readonly hospitalsShippedTo: number
  readonly used: number
  readonly patients: number
  /** Devices used whose UDI the hospital wrote down wrongly: no walk can reach these patients by the records. */
  readonly untraceable: number
}
export interface BulkRecallTruth extends RecallTruth {
  /** The lots that were filled from it, the big one first. */
  readonly into: readonly string[]
}

/** Follows the devices of some lots while the orders are told. */
class Followed {
  readonly lots = new Set<string>()
  readonly #hospitals = new Set<string>()
  readonly #patients = new Set<string>()
  #counts = { units: 0, packed: 0, used: 0, untraceable: 0 }

  tell(order: OrderStory): void {
    const counts = this.#counts
    for (const line of order.lines) counts.units += line.units.filter((unit) => this.lots.has(unit.lot.number) && unit.builtAt <= CUTOFF).length
    for (const shipment of order.shipments) {
      if (shipment.packedAt > CUTOFF) continue
      const packed = shipment.contents.reduce((sum, part) => sum + part.units.filter((unit) => this.lots.has(unit.lot.number)).length, 0)
      counts.packed += packed
      if (packed > 0) this.#hospitals.add(order.site.site)
    }
    for (const procedure of order.procedures) {
      if (procedure.performedAt > CUTOFF) continue
      for (const { unit, writtenUdi } of procedure.used) {
        if (!this.lots.has(unit.lot.number)) continue
        counts.used += 1
        this.#patients.add(procedure.patient)
        if (writtenUdi !== unit.udi) counts.untraceable += 1
      }
    }
  }

  result(lot: string): RecallTruth {
    const { units, packed, used, untraceable } = this.#counts
    return { lot, units, packed, hospitalsShippedTo: this.#hospitals.size, used, patients: this.#patients.size, untraceable }
  }
}

/** Follows the big lot, and the bulk lot that it was filled from with all that was filled from it. */
export class RecallLot {
  readonly #big = new Followed()
  readonly #bulk = new Followed()
  #bulkLot = ''

  constructor() {
    this.#big.lots.add(RECALL_LOT)
  }

  tell(order: OrderStory): void {
    for (const { number, madeFrom } of order.lots) {
      if (number === RECALL_LOT) this.#bulkLot = madeFrom?.parents[0]?.number ?? ''
      if (madeFrom?.parents.some((parent) => parent.number === this.#bulkLot) === true) this.#bulk.lots.add(number)
    }
    this.#big.tell(order)
    this.#bulk.tell(order)
  }

  result(): { readonly recallLot: RecallTruth; readonly bulkLot: BulkRecallTruth } {
    return { recallLot: this.#big.result(RECALL_LOT), bulkLot: { ...this.#bulk.result(this.#bulkLot), into: [...this.#bulk.lots] } }
  }
}
