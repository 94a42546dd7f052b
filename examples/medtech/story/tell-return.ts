import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import type { ExplantStory, MainStory, ReturnStory } from './story.ts'
import { after, type Teller } from './teller.ts'

const RETURN_REASONS = ['operation cancelled', 'wrong size ordered', 'box damaged', 'close to expiry'] as const
const EXPLANT_REASONS = ['battery depleted', 'infection', 'upgrade', 'lead fracture'] as const

/** Devices that were delivered and not used, some of which come back and are credited against the invoice that stands. */
export const tellReturns = (teller: Teller, order: MainStory, random: Random): readonly ReturnStory[] => {
  const used = new Set(order.procedures.flatMap((procedure) => procedure.used.map(({ unit }) => unit)))
  return order.shipments.flatMap((shipment) => shipment.contents.flatMap(({ line, units }) => units.filter((unit) => !used.has(unit)).flatMap((unit) => {
    const invoice = order.invoices.find((each) => each.shipment === shipment && each.reversedAt === undefined)
    const requestedAt = after(shipment.signedAt, random, 5, 30)
    const reason = random.pick(RETURN_REASONS)
    if (invoice === undefined || !teller.defect('returned', RATES.returned, random, { at: requestedAt, example: unit.serial })) return []
    const number = teller.numbers.next('RT', 1, 7)
    const receivedAt = after(requestedAt, random, 2, 8)
    const creditedAt = after(receivedAt, random, 1, 3)
    return [{
      number, unit, reason, requestedAt, receivedAt, creditedAt,
      jumped: teller.defect('jumpedReturn', RATES.jumpedReturn, random, { at: creditedAt, example: number }),
      credit: teller.numbers.next('CR', 1, 7), invoice: invoice.number, cents: line.cents,
      paidOutAt: after(creditedAt, random, 5, 12),
    }]
  })))
}

/** Pacemakers taken out again: weeks to months after the implantation, and called by the right number, which is printed on them. */
export const tellExplants = (teller: Teller, order: MainStory, random: Random): readonly ExplantStory[] =>
  order.procedures.flatMap((procedure) => procedure.used.flatMap(({ unit }) => {
    if (unit.product.family !== 'PACEMAKER') return []
    const performedAt = after(procedure.performedAt, random, 20, 200)
    const reason = random.pick(EXPLANT_REASONS)
    if (!teller.defect('explanted', RATES.explanted, random, { at: performedAt, example: unit.serial })) return []
    return [{ number: teller.numbers.next('EX', 1, 7), unit, procedure, reason, performedAt, plannedAt: after(performedAt, random, -7, -1) }]
  }))
