import { RECALL_ARTICLE, RECALL_LOT_SEQUENCE } from './catalogue.ts'
import { CUTOFF } from './calendar.ts'
import type { OrderStory } from './story/story.ts'

const RECALL_LOT = `${RECALL_ARTICLE.replace('-', '')}-${String(RECALL_LOT_SEQUENCE).padStart(4, '0')}`
export interface RecallLotTruth {
  readonly lot: string
  readonly units: number
  readonly packed: number
  readonly hospitalsShippedTo: number
  readonly used: number
  readonly patients: number
  /** Devices used whose UDI the hospital wrote down wrongly: no walk can reach these patients by the records. */
  readonly untraceable: number
}

/** Follows the big lot while the orders are told. */
export class RecallLot {
  readonly #hospitals = new Set<string>()
  readonly #patients = new Set<string>()
  #counts = { units: 0, packed: 0, used: 0, untraceable: 0 }

  tell(order: OrderStory): void {
    const counts = this.#counts
    for (const line of order.lines) counts.units += line.units.filter((unit) => unit.lot.number === RECALL_LOT && unit.builtAt <= CUTOFF).length
    for (const shipment of order.shipments) {
      if (shipment.packedAt > CUTOFF) continue
      const packed = shipment.contents.reduce((sum, part) => sum + part.units.filter((unit) => unit.lot.number === RECALL_LOT).length, 0)
      counts.packed += packed
      if (packed > 0) this.#hospitals.add(order.site.site)
    }
    for (const procedure of order.procedures) {
      if (procedure.performedAt > CUTOFF) continue
      for (const { unit, writtenUdi } of procedure.used) {
        if (unit.lot.number !== RECALL_LOT) continue
        counts.used += 1
        this.#patients.add(procedure.patient)
        if (writtenUdi !== unit.udi) counts.untraceable += 1
      }
    }
  }

  result(): RecallLotTruth {
    const { units, packed, used, untraceable } = this.#counts
    return { lot: RECALL_LOT, units, packed, hospitalsShippedTo: this.#hospitals.size, used, patients: this.#patients.size, untraceable }
  }
}
