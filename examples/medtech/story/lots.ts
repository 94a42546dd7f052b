import { PRODUCTS, RECALL_ARTICLE, RECALL_LOT_SEQUENCE, SUPPLIERS, type Product } from '../catalogue.ts'
import { DAY, settleMoment, writeDate } from '../calendar.ts'
import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import { Genealogy } from './genealogy.ts'
import type { LotStory, SupplierLotStory } from './story.ts'

/** Of devices that come of the product's other open lot in a slim world: of its fewer devices enough, that the big lot fills there too. */
const SLIM_SECOND_LOT = 0.3

interface OpenLot {
  readonly lot: LotStory
  left: number
}
interface OpenSupplierLot {
  readonly supplierLot: SupplierLotStory
  uses: number
}

const lotSize = (product: Product, sequence: number, orders: number, random: Random): number => {
  if (product.article === RECALL_ARTICLE && sequence === RECALL_LOT_SEQUENCE) return Math.max(20, Math.ceil(orders / 20))
  return product.family === 'PACEMAKER' ? random.whole(24, 60) : random.whole(60, 200)
}

/** Two open lots a product, and one supplier lot in use a component. Devices are drawn from them in turn. */
export class Lots {
  readonly #orders: number
  readonly #secondLot: number
  readonly #open = new Map<string, [OpenLot | undefined, OpenLot | undefined]>()
  readonly #sequence = new Map<string, number>()
  readonly #supplierLots = new Map<string, OpenSupplierLot>()

  readonly #genealogy: Genealogy

  constructor(orders: number, seed: number, slim: boolean) {
    this.#orders = orders
    this.#secondLot = slim ? SLIM_SECOND_LOT : RATES.secondLot
    this.#genealogy = new Genealogy(seed)
    for (const product of PRODUCTS) this.#open.set(product.article, [undefined, undefined])
  }

  /** The lot of the next device, and whether it had to be opened for it. */
  draw(product: Product, at: number, random: Random): { readonly lot: LotStory; readonly opened: boolean } {
    const slots = this.#open.get(product.article) as [OpenLot | undefined, OpenLot | undefined]
    const slot = random.chance(this.#secondLot) ? 1 : 0
    let open = slots[slot]
    const opened = open === undefined
    if (open === undefined) {
      open = this.#openLot(product, at, random)
      slots[slot] = open
    }
    open.left -= 1
    if (open.left === 0) slots[slot] = undefined
    return { lot: open.lot, opened }
  }

  /** The supplier lot that a component is drawn from now. Lots of it have been opened before anything is bought for it. */
  current(component: string): SupplierLotStory {
    const open = this.#supplierLots.get(component)
    if (open === undefined) throw new Error(`no lot has needed ${component} yet`)
    return open.supplierLot
  }

  #openLot(product: Product, at: number, random: Random): OpenLot {
    const sequence = (this.#sequence.get(product.article) ?? 0) + 1
    this.#sequence.set(product.article, sequence)
    const wanted = settleMoment(at - random.between(14, 21) * DAY)
    const known = this.#supplierLots.get(product.component)
    const taken = known === undefined || known.uses === 0 ? this.#openSupplierLot(product.component, wanted, random) : known
    taken.uses -= 1
    const startedAt = Math.max(wanted, settleMoment(taken.supplierLot.acceptedAt + DAY))
    const madeAt = settleMoment(startedAt + random.between(6, 10) * DAY)
    const number = `${product.article.replace('-', '')}-${String(sequence).padStart(4, '0')}`
    const madeFrom = this.#genealogy.next({ number, product, startedAt }, taken.supplierLot)
    const pieces = lotSize(product, sequence, this.#orders, random)
    const lot: LotStory = {
      number, product, startedAt, madeAt, pieces,
      expiresOn: writeDate(madeAt + (product.family === 'PACEMAKER' ? 1095 : 730) * DAY),
      supplierLot: taken.supplierLot.key,
      ...(taken === known ? {} : { newSupplierLot: taken.supplierLot }),
      ...(madeFrom === undefined ? {} : { madeFrom }),
    }
    return { lot, left: pieces }
  }

  /** Each supplier counts for itself, so two of them come to the same number. */
  #openSupplierLot(component: string, before: number, random: Random): OpenSupplierLot {
    const { supplier } = random.pick(SUPPLIERS.filter((maker) => (maker.components as readonly string[]).includes(component)))
    const sequence = (this.#sequence.get(supplier) ?? 0) + 1
    this.#sequence.set(supplier, sequence)
    const number = `B${String(sequence).padStart(5, '0')}`
    const acceptedAt = settleMoment(before - random.between(2, 9) * DAY)
    const announcedAt = settleMoment(acceptedAt - random.between(1, 5) * DAY)
    const open = { supplierLot: { key: `${supplier}-${number}`, supplier, number, component, acceptedAt, announcedAt }, uses: random.whole(2, 5) }
    this.#supplierLots.set(component, open)
    return open
  }
}
