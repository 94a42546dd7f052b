import { writeMoment } from '../calendar.ts'
import type { LineStory, LotStory, NeedStory, OrderStory, PurchaseStory, UnitStory, WorkStory } from '../story/story.ts'
import { inWords, type Tell } from './feeds.ts'

/** Frozen is what stands when production begins: the selection that a change has put in the first one's place. */
const switchedTo = (order: OrderStory, line: LineStory): Readonly<Record<string, string>> => {
  const switched = order.switches.find((each) => each.line === line)
  return switched === undefined ? {} : { selection: switched.selection, bom: switched.bom, rule: `switched by ${switched.change}` }
}

export const tellPlm = (order: OrderStory, tell: Tell): void => {
  for (const { line, change, at, bom, selection } of order.switches) {
    tell('plm-changes', at, { kind: 'switch', change, order_line: line.key, old_selection: line.selection, selection, new_bom: bom, rule: `switched by ${change}` })
  }
  for (const line of order.lines) {
    const told = { kind: 'selection', selection: line.selection, order_line: line.key, bom: line.bom, rule: `effective at ${writeMoment(order.orderedAt, 'utc')}` }
    tell('plm', line.confirmedAt, { ...told, maturity: 'ausgewählt' })
    if (line.cancelledAt !== undefined) tell('plm', line.cancelledAt, { ...told, maturity: 'verworfen' })
    else if (line.work !== undefined) tell('plm', line.work.releasedAt, { ...told, ...switchedTo(order, line), maturity: 'festgeschrieben' })
  }
}

const requisition = (need: NeedStory): Readonly<Record<string, string | number>> =>
  ({ kind: 'requisition', number: need.requisition, order_line: need.line, component: need.component, pieces: need.pieces })

const tellPurchase = (need: NeedStory, purchase: PurchaseStory, tell: Tell): void => {
  const told = { kind: 'purchase_order', number: purchase.number, component: need.component, supplier: purchase.supplier, placed_at: writeMoment(purchase.placedAt, 'berlin') }
  for (const covered of [need, ...(purchase.bundled === undefined ? [] : [purchase.bundled])]) {
    tell('scm', purchase.placedAt, { ...requisition(covered), step: 'ordered' })
    tell('scm', purchase.placedAt, { ...told, requisition: covered.requisition, pieces: covered.pieces, step: 'placed' })
  }
  tell('scm', purchase.confirmedAt, { ...told, step: 'acknowledged' })
  tell('scm', purchase.receivedAt, { ...told, step: 'Wareneingang', supplier_lot: purchase.supplierLot })
}

export const tellScm = (order: OrderStory, tell: Tell): void => {
  for (const { need } of order.lines) {
    if (need === undefined) continue
    tell('scm', need.requestedAt, { ...requisition(need), step: 'open' })
    if (need.purchase !== undefined) tellPurchase(need, need.purchase, tell)
  }
  for (const { number, purchase, announcedAt } of order.shipNotices) {
    const told = { asn: number, purchase_order: purchase.number, supplier_lot: purchase.supplierLot, announced_at: writeMoment(announcedAt, 'berlin') }
    tell('scm-asn', announcedAt, { ...told, step: 'avisiert' })
    tell('scm-asn', purchase.receivedAt, { ...told, received_at: writeMoment(purchase.receivedAt, 'berlin'), step: 'vereinnahmt' })
  }
}

const tellLot = (lot: LotStory, tell: Tell): void => {
  const supplied = lot.newSupplierLot
  if (supplied !== undefined) {
    const told = { supplier: supplied.supplier, lot: supplied.number, component: supplied.component, announced_at: writeMoment(supplied.announcedAt, 'berlin') }
    tell('scm-receipts', supplied.announcedAt, { ...told, step: 'ASN' })
    tell('scm-receipts', supplied.acceptedAt, { ...told, step: 'angenommen' })
  }
  const told = { lot: lot.number, gtin: lot.product.gtin, expires_on: lot.expiresOn, supplier_lot: lot.supplierLot }
  tell('mes-lots', lot.startedAt, { ...told, report: 'begonnen' })
  tell('mes-lots', lot.madeAt, { ...told, made_at: writeMoment(lot.madeAt, 'utc'), pieces: lot.pieces, report: 'freigegeben' })
}

const tellWork = (order: OrderStory, line: { readonly position: number; readonly pieces: number }, work: WorkStory, tell: Tell): void => {
  const report = (at: number, word: string): void => tell('mes', at, { work_order: work.number, order_no: order.number, position: line.position, pieces: line.pieces, report: word })
  report(work.releasedAt, 'freigegeben')
  if (work.cancelledAt !== undefined) return report(work.cancelledAt, 'storniert')
  report(work.startedAt, 'begonnen')
  report(work.reportedAt, 'rückgemeldet')
}

const tellUnit = (unit: UnitStory, country: string, tell: Tell): void =>
  tell('mes-units', unit.builtAt, {
    serial: unit.serial, udi: unit.udi, gtin: unit.product.gtin, lot: unit.lot.number, work_order: unit.workOrder, order_line: unit.line, expires_on: unit.lot.expiresOn,
    report: unit.scrapped ? 'Ausschuss' : inWords(country, { de: 'freigegeben', en: 'passed', zh: '已放行' }),
  })

export const tellMes = (order: OrderStory, tell: Tell): void => {
  for (const lot of order.lots) tellLot(lot, tell)
  for (const line of order.lines) {
    if (line.work !== undefined) tellWork(order, line, line.work, tell)
    for (const unit of line.units) tellUnit(unit, order.site.country, tell)
  }
}
