import { writeMoment } from '../calendar.ts'
import { writeMoney } from '../numbers.ts'
import type { ExplantStory, OrderStory, ReturnStory } from '../story/story.ts'
import { inWords, type Tell } from './feeds.ts'

const tellReturn = (order: OrderStory, each: ReturnStory, tell: Tell): void => {
  const told = { return_no: each.number, order_line: each.unit.line, serial: each.unit.serial, reason: each.reason, requested_at: writeMoment(each.requestedAt, 'berlin') }
  const received = { ...told, received_at: writeMoment(each.receivedAt, 'berlin') }
  tell('erp-returns', each.requestedAt, { ...told, progress: 'angemeldet' })
  if (!each.jumped) tell('erp-returns', each.receivedAt, { ...received, progress: 'eingegangen' })
  tell('erp-returns', each.creditedAt, { ...received, progress: 'gutgeschrieben' })
  const credit = { credit: each.credit, invoice: each.invoice, return_no: each.number, amount: writeMoney(each.cents), currency: order.currency }
  tell('ar-credits', each.creditedAt, { ...credit, posting: 'erteilt' })
  tell('ar-credits', each.paidOutAt, { ...credit, posting: 'ausgezahlt' })
}

const tellExplant = ({ number, unit, procedure, reason, plannedAt, performedAt }: ExplantStory, tell: Tell): void => {
  const word = (de: string, en: string, zh: string): string => inWords(procedure.site.country, { de, en, zh })
  const told = { explant: number, udi: unit.udi, patient: procedure.patient, site: procedure.site.site, reason }
  tell('clinic-explants', plannedAt, { ...told, outcome: word('geplant', 'scheduled', '已安排') })
  tell('clinic-explants', performedAt, { ...told, explanted_at: writeMoment(performedAt, 'berlin'), outcome: word('explantiert', 'explanted', '已取出') })
}

/** What comes back: devices unused, money for them, devices taken out of patients; and parts that go into devices in the field. */
export const tellAfterSales = (order: OrderStory, tell: Tell): void => {
  for (const each of order.returns) tellReturn(order, each, tell)
  for (const explant of order.explants) tellExplant(explant, tell)
  for (const { number, call, part, pieces, issuedAt, installedAt } of order.spareParts) {
    const told = { issue: number, service_order: call.number, part, pieces, issued_at: writeMoment(issuedAt, 'utc') }
    tell('service-parts', issuedAt, { ...told, progress: 'entnommen' })
    tell('service-parts', installedAt, { ...told, progress: 'verbaut' })
  }
}
