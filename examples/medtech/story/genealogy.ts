import { RECALL_ARTICLE, RECALL_LOT_SEQUENCE, type Product } from '../catalogue.ts'
import { settleMoment } from '../calendar.ts'
import { partRandom, type Random } from '../random.ts'
import { RATES } from '../rates.ts'
import type { BulkLotStory, MadeFrom, SupplierLotStory } from './story.ts'

interface Filled {
  readonly number: string
  readonly product: Product
  readonly startedAt: number
}
/** The big lot: always one of two that share a bulk lot, so that a recall of that one has something to find. */
export const RECALL_LOT = `${RECALL_ARTICLE.replace('-', '')}-${String(RECALL_LOT_SEQUENCE).padStart(4, '0')}`

/** Which lots are filled from bulk lots, and how: one bulk lot split over two, two merged in one, one worked on again. */
export class Genealogy {
  readonly #seed: number
  #lots = 0
  readonly #bulkLots = new Map<string, number>()
  /** By article: a bulk lot of which the second half waits. */
  readonly #halves = new Map<string, BulkLotStory>()

  constructor(seed: number) {
    this.#seed = seed
  }

  next(lot: Filled, supplierLot: SupplierLotStory): MadeFrom | undefined {
    const random = partRandom(this.#seed, 'genealogy', this.#lots)
    this.#lots += 1
    const drawn = random.fraction()
    const half = this.#halves.get(lot.product.article)
    if (half !== undefined && lot.number !== RECALL_LOT && half.madeAt < lot.startedAt) {
      this.#halves.delete(lot.product.article)
      return { origin: 'SPLIT', parents: [half], first: false }
    }
    if (lot.number === RECALL_LOT || drawn < RATES.splitLot) {
      const bulk = this.#bulkLot(lot, supplierLot, random)
      this.#halves.set(lot.product.article, bulk)
      return { origin: 'SPLIT', parents: [bulk], first: true }
    }
    if (drawn < RATES.splitLot + RATES.mergedLot) return { origin: 'MERGE', parents: [this.#bulkLot(lot, supplierLot, random), this.#bulkLot(lot, supplierLot, random)], first: true }
    if (drawn < RATES.splitLot + RATES.mergedLot + RATES.reworkedLot) return { origin: 'REWORK', parents: [this.#bulkLot(lot, supplierLot, random)], first: true }
    return undefined
  }

  /** Made of the same material, between its arrival and the filling. */
  #bulkLot(lot: Filled, supplierLot: SupplierLotStory, random: Random): BulkLotStory {
    const { article } = lot.product
    const sequence = (this.#bulkLots.get(article) ?? 0) + 1
    this.#bulkLots.set(article, sequence)
    const between = (least: number, most: number): number => settleMoment(supplierLot.acceptedAt + random.between(least, most) * (lot.startedAt - supplierLot.acceptedAt))
    return {
      number: `${article.replace('-', '')}-V${String(sequence).padStart(4, '0')}`,
      product: lot.product, supplierLot: supplierLot.key, startedAt: between(0.1, 0.3), madeAt: between(0.6, 0.8),
    }
  }
}
