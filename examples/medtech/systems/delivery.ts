import { writeDate, writeMoment } from '../calendar.ts'
import { writeMoney } from '../numbers.ts'
import type { InvoiceStory, OrderStory, ShipmentStory, UnitStory } from '../story/story.ts'
import { inWords, type Tell } from './feeds.ts'

const boxOf = (order: OrderStory, unit: UnitStory): string => order.boxes.find((box) => box.units.includes(unit))?.sscc ?? ''
/** Grams to kilograms. */
const writeWeight = (grams: number): string => (grams / 1000).toFixed(3)

const tellShipment = (order: OrderStory, shipment: ShipmentStory, tell: Tell): void => {
  const { number, sscc } = shipment
  const handled = { shipment: number, sscc, consignee_gln: order.site.gln }
  for (const { line, units } of shipment.contents) {
    tell('wms', shipment.pickedAt, { ...handled, order_line: line.key, pieces: units.length, step: 'kommissioniert' })
    for (const unit of units) tell('wms-packing', shipment.packedAt, { shipment: number, box: boxOf(order, unit), udi: unit.udi })
  }
  tell('wms', shipment.packedAt, { ...handled, step: 'verpackt' })
  if (shipment.cancelledAt !== undefined) tell('wms', shipment.cancelledAt, { ...handled, step: 'storniert' })
  const moved = { shipment: number, sscc, carrier: shipment.carrier }
  const word = (de: string, en: string, zh: string): string => inWords(order.site.country, { de, en, zh })
  tell('carrier', shipment.shippedAt, { ...moved, event: word('übergeben', 'handed over', '已发货') })
  tell('carrier', shipment.inTransitAt, { ...moved, event: word('unterwegs', 'in transit', '运输中') })
  tell('carrier', shipment.deliveredAt, { ...moved, event: word('zugestellt', 'proof of delivery', '已送达') })
}

export const tellLogistics = (order: OrderStory, tell: Tell): void => {
  for (const shipment of order.shipments) tellShipment(order, shipment, tell)
  for (const { sscc, shipment, units } of order.boxes) tell('wms-boxes', shipment.packedAt, { box: sscc, shipment: shipment.number, weight: writeWeight(180 + 140 * units.length) })
  if (order.stock === undefined) return
  const { site, product, available, blocked, countedAt } = order.stock
  tell('wms-stock', countedAt, { site: site.code, site_name: site.name, article: product.article, available, blocked })
}

const tellInvoice = (order: OrderStory, invoice: InvoiceStory, tell: Tell): void => {
  const told = {
    invoice: invoice.number, order_no: order.number, amount: writeMoney(invoice.cents), currency: order.currency,
    issued_at: writeMoment(invoice.issuedAt, 'berlin'), due_on: writeDate(invoice.dueAt),
  }
  tell('ar', invoice.issuedAt, { ...told, posting: 'gebucht' })
  if (invoice.reversedAt !== undefined) tell('ar', invoice.reversedAt, { ...told, posting: 'storniert' })
  else tell('ar', invoice.clearedAt, { ...told, posting: 'ausgeglichen' })
  for (const payment of invoice.payments) {
    const paid = { voucher: payment.voucher, reference: payment.reference, amount: writeMoney(payment.cents), currency: order.currency }
    if (payment.announcedAt !== undefined) tell('bank', payment.announcedAt, { ...paid, booking: 'pending' })
    tell('bank', payment.bookedAt, { ...paid, booking: 'booked' })
  }
}

export const tellFinance = (order: OrderStory, tell: Tell): void => {
  for (const invoice of order.invoices) tellInvoice(order, invoice, tell)
}
