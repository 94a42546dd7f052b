import { CUTOFF, FIRST_ORDER, LAST_ORDER, settleMoment } from '../calendar.ts'
import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import { currencyOf, siteAt, siteCount } from '../world.ts'
import type { MainStory, OrderStory } from './story.ts'
import { tellDeal } from './tell-deal.ts'
import { tellInvoices, tellShipments } from './tell-delivery.ts'
import { tellLines } from './tell-lines.ts'
import { tellSides } from './tell-sides.ts'
import { tellProcedures, tellServiceCalls } from './tell-use.ts'
import { after, type Teller } from './teller.ts'

/** One order from first contact to the last service call, some of it after the export. */
export const tellOrder = (teller: Teller, index: number, random: Random): OrderStory => {
  const number = teller.numbers.next('SO-', 1000001, 7)
  const before = teller.lastOrder
  const followUp = before !== undefined && random.chance(RATES.followUp)
  // Squared: some hospitals order much more than others.
  const site = siteAt(followUp ? before.siteIndex : Math.floor(siteCount(teller.orders) * random.fraction() ** 1.6))
  const { currency, percent } = currencyOf(site.country)
  const orderedAt = settleMoment(FIRST_ORDER + ((LAST_ORDER - FIRST_ORDER) * (index + random.fraction())) / teller.orders)
  const dueInProductionAt = after(orderedAt, random, 2.5, 35)
  const requestedAt = after(dueInProductionAt, random, 4, 10)
  const deal = tellDeal(teller, { number, orderedAt, followUp }, random)
  const { lines, lots } = tellLines(teller, { number, orderedAt, percent, dueInProductionAt }, random)
  const shipments = tellShipments(teller, { number, lines }, random)
  const procedures = tellProcedures(teller, site, shipments, random)
  const main: MainStory = {
    index, number, site, currency, orderedAt, requestedAt, lines, lots, shipments, procedures,
    customerReference: random.chance(RATES.framework) ? `FRAME-${site.customer}` : teller.numbers.next('HPO', 1, 7),
    channel: random.pick(['portal', 'EDI', 'field sales']),
    invoices: tellInvoices(teller, shipments, random, teller.part('sums', index)),
    serviceCalls: tellServiceCalls(teller, procedures, random),
    ...(random.chance(RATES.movedDate) ? { moved: { at: after(orderedAt, random, 0.5, 4), requestedAt: after(requestedAt, random, 2, 10) } } : {}),
    ...(deal === undefined ? {} : { deal }),
  }
  teller.lastOrder = { number, siteIndex: site.index, ...(deal === undefined ? {} : { opportunity: deal.opportunity }) }
  teller.lastPurchase = lines.flatMap((line) => (line.need?.purchase !== undefined && line.need.purchase.placedAt <= CUTOFF ? [line.need.purchase.number] : []))[0] ?? teller.lastPurchase
  return { ...main, ...tellSides(teller, main) }
}
