import { writeMoment } from '../calendar.ts'
import type { HoldStory, InspectionStory, LotStory, NonconformanceStory, OrderStory } from '../story/story.ts'
import type { Tell } from './feeds.ts'

const BULK_PIECES = 240

const tellGenealogy = ({ number: lot, product, startedAt, madeFrom }: LotStory, tell: Tell): void => {
  if (madeFrom === undefined) return
  const { origin, parents, first } = madeFrom
  for (const parent of parents) {
    if (first) {
      const told = { kind: 'lot', lot: parent.number, gtin: product.gtin, supplier_lot: parent.supplierLot }
      tell('mes-genealogy', parent.startedAt, { ...told, report: 'begonnen' })
      tell('mes-genealogy', parent.madeAt, { ...told, made_at: writeMoment(parent.madeAt, 'utc'), report: 'freigegeben' })
    }
    tell('mes-genealogy', startedAt, { kind: 'made from', lot, parent: parent.number, origin, pieces: origin === 'SPLIT' ? BULK_PIECES / 2 : BULK_PIECES })
  }
}

const tellInspection = ({ number, of, failedAt, passedAt }: InspectionStory, tell: Tell): void => {
  const told = {
    kind: 'inspection', number, of: 'supplierLot' in of ? 'INCOMING' : 'FINAL',
    ...('supplierLot' in of ? { supplier_lot: of.supplierLot } : 'lot' in of ? { lot: of.lot } : { work_order: of.workOrder }),
  }
  if (failedAt !== undefined) tell('qms', failedAt, { ...told, progress: 'beanstandet' })
  if (passedAt !== undefined) tell('qms', passedAt, { ...told, progress: 'bestanden' })
}

const tellNonconformance = ({ number, inspection, about, defect, disposition, raisedAt, decidedAt, closedAt }: NonconformanceStory, tell: Tell): void => {
  const told = {
    kind: 'nonconformance', number, defect,
    ...(inspection === undefined ? {} : { inspection }),
    ...('unit' in about ? { serial: about.unit.serial } : { lot: about.lot }),
  }
  tell('qms', raisedAt, { ...told, progress: 'offen' })
  tell('qms', decidedAt, { ...told, disposition, progress: 'entschieden' })
  tell('qms', closedAt, { ...told, disposition, progress: 'abgeschlossen' })
}

const tellHold = ({ number, nonconformance, about, reason, placedAt, liftedAt }: HoldStory, tell: Tell): void => {
  const told = { kind: 'hold', number, nonconformance, defect: reason, placed_at: writeMoment(placedAt, 'utc'), ...('line' in about ? { order_line: about.line } : { lot: about.lot }) }
  tell('qms', placedAt, { ...told, progress: 'gesperrt' })
  tell('qms', liftedAt, { ...told, lifted_at: writeMoment(liftedAt, 'utc'), progress: 'freigegeben' })
}

/** What the shop floor reports beside work orders and devices, and what quality finds. */
export const tellProduction = (order: OrderStory, tell: Tell): void => {
  for (const lot of order.lots) tellGenealogy(lot, tell)
  for (const { number, operation, workOrder, unit, good, scrap, at } of order.operations) tell('mes-operations', at, { operation_no: number, work_order: workOrder, operation, good, scrap, serial: unit?.serial ?? '' })
  for (const inspection of order.inspections) tellInspection(inspection, tell)
  for (const nonconformance of order.nonconformances) tellNonconformance(nonconformance, tell)
  for (const hold of order.holds) tellHold(hold, tell)
}
