import { settleMoment } from '../calendar.ts'
import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import type { HoldStory, InspectionStory, LineStory, LotStory, MainStory, NonconformanceStory, OperationStory, SideStories, UnitStory, WorkStory } from './story.ts'
import { after, type Teller } from './teller.ts'

type Production = Pick<SideStories, 'operations' | 'inspections' | 'nonconformances' | 'holds'>
interface Told {
  readonly operations: OperationStory[]
  readonly inspections: InspectionStory[]
  readonly nonconformances: NonconformanceStory[]
  readonly holds: HoldStory[]
}
const DEFECTS = ['seal not tight', 'strut bent', 'coating uneven', 'label unreadable'] as const
const part = (from: number, to: number, share: number): number => settleMoment(from + share * (to - from))

/** The inspection fails, one device is worked on again and the line waits; all of it before the work order is reported. */
const tellRework = (teller: Teller, line: LineStory, work: WorkStory, inspection: string, unit: UnitStory, defect: string, told: Told): void => {
  const failedAt = part(work.startedAt, unit.builtAt, 0.3)
  const nonconformance = teller.numbers.next('NC', 1, 7)
  told.inspections.push({ number: inspection, of: { workOrder: work.number }, failedAt, passedAt: work.reportedAt })
  told.nonconformances.push({ number: nonconformance, inspection, about: { unit }, defect, disposition: 'REWORK', raisedAt: failedAt, decidedAt: part(work.startedAt, unit.builtAt, 0.5), closedAt: work.reportedAt })
  told.holds.push({ number: teller.numbers.next('HD', 1, 7), nonconformance, about: { line: line.key }, reason: defect, placedAt: failedAt, liftedAt: work.reportedAt })
  told.operations.push({ number: teller.numbers.next('OR', 1, 8), operation: 'REWORK', workOrder: work.number, unit, good: 1, scrap: 0, at: part(work.startedAt, unit.builtAt, 0.7) })
}

const tellWork = (teller: Teller, line: LineStory, work: WorkStory, random: Random, told: Told): void => {
  const good = line.units.filter((unit) => !unit.scrapped)
  const scrap = line.units.length - good.length
  const report = (operation: OperationStory['operation'], at: number): void => {
    told.operations.push({ number: teller.numbers.next('OR', 1, 8), operation, workOrder: work.number, good: good.length, scrap: operation === 'PACKING' ? 0 : scrap, at })
  }
  report('ASSEMBLY', part(work.startedAt, work.reportedAt, 0.6))
  report('PACKING', work.reportedAt)
  const unit = random.pick(good)
  const defect = random.pick(DEFECTS)
  const inspection = teller.numbers.next('IN', 1, 8)
  if (teller.defect('reworked', RATES.reworked, random, { at: work.reportedAt, example: unit.serial })) tellRework(teller, line, work, inspection, unit, defect, told)
  else told.inspections.push({ number: inspection, of: { workOrder: work.number }, passedAt: work.reportedAt })
  for (const scrapped of line.units.filter((each) => each.scrapped)) {
    const decidedAt = after(scrapped.builtAt, random, 0.1, 0.6)
    told.nonconformances.push({ number: teller.numbers.next('NC', 1, 7), about: { unit: scrapped }, defect: random.pick(DEFECTS), disposition: 'SCRAP', raisedAt: scrapped.builtAt, decidedAt, closedAt: after(decidedAt, random, 0.5, 2) })
  }
}

/** Material is checked as it comes, a lot when it is made. A bulk lot that fails is held until the lot it is worked into is begun. */
const tellLot = (teller: Teller, lot: LotStory, random: Random, told: Told): void => {
  const inspection = (): string => teller.numbers.next('IN', 1, 8)
  if (lot.newSupplierLot !== undefined) told.inspections.push({ number: inspection(), of: { supplierLot: lot.newSupplierLot.key }, passedAt: lot.newSupplierLot.acceptedAt })
  told.inspections.push({ number: inspection(), of: { lot: lot.number }, passedAt: lot.madeAt })
  if (lot.madeFrom?.first !== true) return
  for (const { number, madeAt } of lot.madeFrom.parents) {
    const checked = inspection()
    const failed = lot.madeFrom.origin === 'REWORK'
    told.inspections.push({ number: checked, of: { lot: number }, ...(failed ? { failedAt: madeAt } : { passedAt: madeAt }) })
    if (!failed) continue
    const nonconformance = teller.numbers.next('NC', 1, 7)
    const defect = random.pick(DEFECTS)
    told.nonconformances.push({ number: nonconformance, inspection: checked, about: { lot: number }, defect, disposition: 'REWORK', raisedAt: madeAt, decidedAt: part(madeAt, lot.startedAt, 0.5), closedAt: lot.startedAt })
    told.holds.push({ number: teller.numbers.next('HD', 1, 7), nonconformance, about: { lot: number }, reason: defect, placedAt: madeAt, liftedAt: lot.startedAt })
  }
}

export const tellProduction = (teller: Teller, order: MainStory, random: Random): Production => {
  const told: Told = { operations: [], inspections: [], nonconformances: [], holds: [] }
  for (const lot of order.lots) tellLot(teller, lot, random, told)
  for (const line of order.lines) if (line.work !== undefined && line.units.length > 0) tellWork(teller, line, line.work, random, told)
  return told
}
