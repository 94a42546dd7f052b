import { writeDate, writeMoment } from '../calendar.ts'
import { writeMoney } from '../numbers.ts'
import type { LineStory, OrderStory } from '../story/story.ts'
import { inWords, type Tell } from './feeds.ts'

const total = (order: OrderStory): number => order.lines.reduce((sum, line) => sum + line.cents * line.pieces, 0)

export const tellCrm = (order: OrderStory, tell: Tell): void => {
  const deal = order.deal?.told
  if (order.deal === undefined || deal === undefined) return
  const { opportunity } = order.deal
  const word = (de: string, en: string, zh: string): string => inWords(order.site.country, { de, en, zh })
  if (deal.lead !== undefined) {
    const lead = { kind: 'lead', number: deal.lead, first_contact_at: writeMoment(deal.firstContactAt, 'utc'), contact: `reception ${order.site.city}` }
    tell('crm', deal.firstContactAt, { ...lead, stage: word('Erstkontakt', 'first contact', '首次联系') })
    tell('crm', deal.openedAt, { ...lead, stage: word('qualifiziert', 'converted', '已转化'), opportunity })
  }
  const told = {
    kind: 'opportunity', number: opportunity, customer: order.site.customer, currency: order.currency,
    title: `${order.lines[0]?.product.family === 'STENT' ? 'Stents' : 'Pacemakers'} for ${order.site.city}`,
    value: writeMoney(Math.round(total(order) / 100_000) * 100_000),
  }
  const confirmed = { ...told, requirement_confirmed_at: writeMoment(deal.requirementConfirmedAt, 'utc') }
  tell('crm', deal.openedAt, { ...told, stage: word('eröffnet', 'opened', '新商机') })
  tell('crm', deal.requirementConfirmedAt, { ...confirmed, stage: word('Bedarf bestätigt', 'requirement confirmed', '需求确认') })
  tell('crm', deal.wonAt, { ...confirmed, stage: word('gewonnen', 'closed won', '赢单'), order_no: deal.namedOrder })
}

/** Deals that came to nothing: they belong to no order. */
export const tellLostDeal = (opportunity: string, order: OrderStory, tell: Tell): void => {
  const told = { kind: 'opportunity', number: opportunity, customer: order.site.customer, title: `Trial for ${order.site.city}`, currency: order.currency, value: '5000.00' }
  tell('crm', order.orderedAt - 9_000_000, { ...told, stage: 'OPENED' })
  tell('crm', order.orderedAt + 300_000_000, { ...told, stage: 'closed lost' })
}

const tellOrderHead = (order: OrderStory, tell: Tell): void => {
  const told = {
    order_no: order.number, created: writeMoment(order.orderedAt, 'berlin'), opportunity: order.deal?.opportunity ?? '', customer: order.site.customer,
    ship_to: order.site.site, customer_ref: order.customerReference, net_total: writeMoney(total(order)), currency: order.currency, channel: order.channel,
  }
  tell('erp-orders', order.orderedAt, { ...told, requested: writeDate(order.requestedAt) })
  if (order.moved !== undefined) tell('erp-orders', order.moved.at, { ...told, requested: writeDate(order.moved.requestedAt) })
}

const tellLine = (order: OrderStory, line: LineStory, tell: Tell): void => {
  const told = { order_no: order.number, position: line.position, article: line.product.article, configuration: line.configuration, pieces: line.pieces, unit_price: writeMoney(line.cents) }
  const report = (at: number, word: string): void => tell('erp-lines', at, { ...told, line_status: word })
  report(order.orderedAt, 'angelegt')
  report(line.confirmedAt, 'bestätigt')
  if (line.cancelledAt !== undefined) report(line.cancelledAt, 'storniert')
  const carrying = order.shipments.filter((shipment) => shipment.contents.some((part) => part.line === line))
  if (carrying.length === 0) return
  // In parts: the goods issue of the first, the arrival and the signature of the last.
  report(Math.min(...carrying.map((shipment) => shipment.shippedAt)), 'versendet')
  report(Math.max(...carrying.map((shipment) => shipment.deliveredAt)), 'geliefert')
  report(Math.max(...carrying.map((shipment) => shipment.signedAt)), 'quittiert')
}

export const tellErp = (order: OrderStory, tell: Tell): void => {
  tellOrderHead(order, tell)
  for (const line of order.lines) tellLine(order, line, tell)
  for (const { line, at } of order.allocations) tell('erp-allocations', at, { order_line: line.key, pieces: line.pieces, line_status: 'reserviert' })
}
