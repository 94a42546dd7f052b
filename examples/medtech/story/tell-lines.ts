import { PRODUCTS, type Product } from '../catalogue.ts'
import { settleMoment } from '../calendar.ts'
import { udi } from '../numbers.ts'
import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import type { LineStory, LotStory, NeedStory, PurchaseStory, UnitStory, WorkStory } from './story.ts'
import { after, type Teller } from './teller.ts'

interface Head {
  readonly number: string
  readonly orderedAt: number
  readonly percent: number
  /** When production takes it up. */
  readonly dueInProductionAt: number
}
const LINE_COUNTS = [{ lines: 1, weight: 62 }, { lines: 2, weight: 28 }, { lines: 3, weight: 10 }]
const PIECES = [{ pieces: 1, weight: 45 }, { pieces: 2, weight: 30 }, { pieces: 3, weight: 15 }, { pieces: 5, weight: 8 }, { pieces: 10, weight: 2 }]

/** The revision that was effective when the order came: the rule that selects a bill of material. */
const revisionAt = (product: Product, at: number): string => {
  const valid = product.revisions.filter((revision) => revision.effectiveFrom <= at)
  return (valid[valid.length - 1] ?? product.revisions[0])?.bom ?? ''
}

/** Released within hours of each other and reported a day later at least, so that no work order appears after another was reported. */
const tellWork = (teller: Teller, releasedAt: number, cancelled: boolean, random: Random): WorkStory => {
  const startedAt = after(releasedAt, random, 0.5, 1.5)
  return {
    number: teller.numbers.next('WO', 700001, 7),
    releasedAt, startedAt,
    reportedAt: after(startedAt, random, 1, 3),
    ...(cancelled ? { cancelledAt: after(releasedAt, random, 0.05, 0.3) } : {}),
  }
}

const tellUnit = (teller: Teller, line: { readonly key: string; readonly product: Product; readonly orderedAt: number }, work: WorkStory, lots: LotStory[], random: Random): UnitStory => {
  const { lot, opened } = teller.lots.draw(line.product, line.orderedAt, random)
  if (opened) lots.push(lot)
  const serial = teller.numbers.next(line.product.family === 'PACEMAKER' ? 'P' : 'S', 1, 8)
  return {
    serial, lot,
    udi: udi({ gtin: line.product.gtin, expiresOn: lot.expiresOn, lot: lot.number, serial }),
    line: line.key,
    product: line.product,
    workOrder: work.number,
    builtAt: settleMoment(work.startedAt + random.between(0.3, 1) * (work.reportedAt - work.startedAt)),
    scrapped: random.chance(RATES.scrap),
  }
}

/** Every piece of the line, and beside them those scrapped on the way. */
const tellUnits = (teller: Teller, line: { readonly key: string; readonly product: Product; readonly pieces: number; readonly orderedAt: number }, work: WorkStory, lots: LotStory[], random: Random): readonly UnitStory[] => {
  const units: UnitStory[] = []
  for (let good = 0; good < line.pieces; ) {
    const unit = tellUnit(teller, line, work, lots, random)
    units.push(unit)
    if (!unit.scrapped) good += 1
  }
  return units
}

const tellPurchase = (teller: Teller, need: NeedStory, random: Random): PurchaseStory => {
  const bundled = teller.heldNeed
  teller.heldNeed = undefined
  const placedAt = after(Math.max(need.requestedAt, bundled?.requestedAt ?? 0), random, 0.3, 2)
  const confirmedAt = after(placedAt, random, 0.2, 1.5)
  const { key, supplier } = teller.lots.current(need.component)
  return {
    number: teller.numbers.next('45', 1, 8),
    supplier, placedAt, confirmedAt,
    receivedAt: after(confirmedAt, random, 3, 9),
    supplierLot: key,
    ...(bundled === undefined ? {} : { bundled }),
  }
}

const tellNeed = (teller: Teller, line: { readonly key: string; readonly product: Product; readonly pieces: number }, orderedAt: number, random: Random): NeedStory | undefined => {
  if (!random.chance(RATES.requisition)) return undefined
  const need = { requisition: teller.numbers.next('10', 1, 8), line: line.key, component: line.product.component, pieces: line.pieces, requestedAt: after(orderedAt, random, 0.4, 1.5) }
  if (teller.heldNeed === undefined && random.chance(RATES.heldRequisition)) {
    teller.heldNeed = need
    return need
  }
  return { ...need, purchase: tellPurchase(teller, need, random) }
}

const tellLine = (teller: Teller, head: Head, index: number, wholeOrderCancelled: boolean, alone: boolean, lots: LotStory[], random: Random): LineStory => {
  const product = random.weighted(PRODUCTS)
  const position = (index + 1) * 10
  const line = { key: `${head.number}-${position}`, position, product, pieces: teller.slim ? 1 : random.weighted(PIECES).pieces }
  const confirmedAt = after(head.orderedAt, random, 0.05, 0.4)
  const cancelledAt = after(confirmedAt, random, 0.1, 1.5)
  const cancelled = wholeOrderCancelled || (!alone && teller.defect('cancelledLine', RATES.cancelledLine, random, { at: cancelledAt, example: line.key }))
  const inProduction = cancelled && random.chance(RATES.cancelledInProduction)
  const releasedAt = after(head.dueInProductionAt, random, 0, 0.3)
  const work = !cancelled || inProduction ? tellWork(teller, releasedAt, cancelled, random) : undefined
  const units = cancelled || work === undefined ? [] : tellUnits(teller, { ...line, orderedAt: head.orderedAt }, work, lots, random)
  const need = cancelled ? undefined : tellNeed(teller, line, head.orderedAt, random)
  return {
    ...line, units, confirmedAt,
    configuration: random.pick(product.configurations),
    bom: revisionAt(product, head.orderedAt),
    selection: teller.numbers.next('BS', 1, 8),
    cents: Math.round((product.cents * head.percent) / 100),
    ...(cancelled ? { cancelledAt } : {}),
    ...(work === undefined ? {} : { work }),
    ...(need === undefined ? {} : { need }),
  }
}

export const tellLines = (teller: Teller, head: Head, random: Random): { readonly lines: readonly LineStory[]; readonly lots: readonly LotStory[] } => {
  const lots: LotStory[] = []
  const count = teller.slim ? 1 : random.weighted(LINE_COUNTS).lines
  const allCancelled = teller.defect('cancelledOrder', RATES.cancelledOrder, random, { at: head.orderedAt, example: head.number })
  const lines: LineStory[] = []
  for (let index = 0; index < count; index += 1) {
    const alone = count === 1 || (index === count - 1 && lines.every((line) => line.cancelledAt !== undefined))
    lines.push(tellLine(teller, head, index, allCancelled, alone, lots, random))
  }
  return { lines, lots }
}
