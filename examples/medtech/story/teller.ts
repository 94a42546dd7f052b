import { CUTOFF, DAY, settleMoment } from '../calendar.ts'
import { Numbers } from '../numbers.ts'
import { partRandom, type Random } from '../random.ts'
import { Lots } from './lots.ts'
import type { NeedStory } from './story.ts'

/** What happened on purpose, counted with its opportunities and a few examples, for the manifest. */
export interface DefectCount {
  count: number
  of: number
  readonly examples: string[]
}
export type DefectName = 'contradictoryShipment' | 'contradictoryOpportunity' | 'orphanPayment' | 'orphanService' | 'orphanUse' | 'reusedNumber' | 'splitOrder' | 'cancelledLine' | 'cancelledOrder' | 'transferred'
  | 'reworked' | 'switchedRevision' | 'priceMismatch' | 'shortPayment' | 'returned' | 'jumpedReturn' | 'explanted'

/** What one order's story takes over from those before it: bounded by the number of products and hospitals, never by that of orders. */
export class Teller {
  readonly orders: number
  /** Orders of one line of one piece. */
  readonly slim: boolean
  readonly numbers = new Numbers()
  readonly lots: Lots
  /** By hospital: the last patient treated there. */
  readonly lastPatients = new Map<number, { readonly patient: string; readonly birthYear: number }>()
  readonly defects = new Map<DefectName, DefectCount>()
  lastOrder: { readonly number: string; readonly siteIndex: number; readonly opportunity?: string } | undefined
  /** A purchase order of an earlier order; an invoice may come to carry the same digits. */
  lastPurchase: string | undefined
  heldNeed: NeedStory | undefined
  readonly #seed: number

  constructor(orders: number, seed: number, slim: boolean) {
    this.orders = orders
    this.slim = slim
    this.#seed = seed
    this.lots = new Lots(orders, seed, slim)
  }

  /** What one part of one order's story draws from. */
  part(name: string, index: number): Random {
    return partRandom(this.#seed, name, index)
  }

  /**
   * Draws whether a defect happens, and counts it and its opportunity when the export can show it: `at` is when it shows.
   * Not `possible`: the number is drawn all the same, so that nothing after it changes.
   */
  defect(name: DefectName, rate: number, random: Random, seen: { readonly at: number; readonly example: string; readonly possible?: boolean }): boolean {
    const happens = random.chance(rate) && seen.possible !== false
    if (seen.at > CUTOFF) return happens
    const entry = this.defects.get(name) ?? { count: 0, of: 0, examples: [] }
    this.defects.set(name, entry)
    entry.of += 1
    if (happens) entry.count += 1
    if (happens && entry.examples.length < 5) entry.examples.push(seen.example)
    return happens
  }
}

/** A moment some days after another. */
export const after = (at: number, random: Random, leastDays: number, mostDays: number): number =>
  settleMoment(at + random.between(leastDays, mostDays) * DAY)
