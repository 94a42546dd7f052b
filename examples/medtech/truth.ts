import { CUTOFF, writeMoment } from './calendar.ts'
import { writeMoney } from './numbers.ts'
import type { LotStory, OrderStory, UnitStory } from './story/story.ts'
import { csvRow, TextFile } from './text-file.ts'

/** The outcomes of "completed" version 1, worked out from the story and not from any export. */
type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN'
interface DomainTruth {
  readonly outcome: Outcome
  readonly since?: number
}
const HOUR = 3_600_000
const told = (at: number | undefined): at is number => at !== undefined && at <= CUTOFF

interface Member {
  readonly metAt: number
  /** Sources disagree about it and no rule decides. */
  readonly disputed?: boolean
}
/** Every member met. Fewer than one that counts: unknown. One surely unmet decides, whatever is disputed. */
const everyMember = (members: readonly Member[]): DomainTruth => {
  const counting = members.filter((member) => member.disputed !== true)
  if (counting.length === 0) return { outcome: 'UNKNOWN' }
  if (counting.some((member) => !told(member.metAt))) return { outcome: 'NOT_MET' }
  if (counting.length < members.length) return { outcome: 'UNKNOWN' }
  return { outcome: 'MET', since: Math.max(...members.map((member) => member.metAt)) }
}

const salesTruth = (order: OrderStory): DomainTruth =>
  everyMember(order.lines.filter((line) => !told(line.cancelledAt)).map((line) => ({
    metAt: Math.max(...order.shipments.filter((shipment) => shipment.contents.some((part) => part.line === line)).map((shipment) => shipment.signedAt), line.cancelledAt === undefined ? 0 : Infinity),
  })))
const mesTruth = (order: OrderStory): DomainTruth =>
  everyMember(order.lines.flatMap(({ work }) => (work === undefined || !told(work.releasedAt) || told(work.cancelledAt) ? [] : [{ metAt: work.cancelledAt === undefined ? work.reportedAt : Infinity }])))
const logisticsTruth = (order: OrderStory): DomainTruth =>
  everyMember(order.shipments.filter((shipment) => told(shipment.pickedAt)).map((shipment) => ({ metAt: shipment.deliveredAt, disputed: told(shipment.cancelledAt) })))
const financeTruth = (order: OrderStory): DomainTruth =>
  everyMember(order.invoices.filter((invoice) => told(invoice.issuedAt) && !told(invoice.reversedAt)).map((invoice) => ({ metAt: invoice.reversedAt === undefined ? invoice.clearedAt : Infinity })))

export interface OrderTruth {
  readonly unified: Outcome
  readonly skewHours?: number
}
const ORDER_COLUMNS = ['order_no', 'opportunity', 'lines', 'lines_cancelled', 'units', 'shipments', 'invoices', 'sales', 'sales_since', 'mes', 'mes_since', 'logistics', 'logistics_since', 'finance', 'finance_since', 'unified', 'unified_since', 'skew_hours', 'ordered', 'invoiced', 'paid', 'returns', 'explants', 'held_lines', 'switched_lines']
const UNIT_COLUMNS = ['serial', 'udi', 'scrapped', 'lot', 'supplier_lot', 'order_no', 'order_line', 'shipment', 'shipped_to', 'shipped_at', 'procedure', 'patient', 'used_at_hospital', 'used_at', 'written_udi', 'traceable', 'returned_at', 'explanted_at', 'reworked']
const LOT_COLUMNS = ['lot', 'origin', 'made_from', 'supplier_lot']
const sum = <T>(list: readonly T[], cents: (each: T) => number): string => writeMoney(list.reduce((total, each) => total + cents(each), 0))
/** What the three sides say that an order is worth, and what happened beside its road; all of it by the export. */
const sidesOf = (order: OrderStory): readonly string[] => {
  const standing = order.invoices.filter((invoice) => told(invoice.issuedAt) && !told(invoice.reversedAt))
  const paid = standing.flatMap((invoice) => invoice.payments.filter(({ bookedAt, reference }) => told(bookedAt) && reference === invoice.number))
  return [
    sum(order.lines.filter((line) => !told(line.cancelledAt)), (line) => line.cents * line.pieces), sum(standing, ({ cents }) => cents), sum(paid, ({ cents }) => cents),
    String(order.returns.filter(({ requestedAt }) => told(requestedAt)).length),
    String(order.explants.filter(({ performedAt }) => told(performedAt)).length),
    String(order.holds.filter(({ about, placedAt }) => 'line' in about && told(placedAt)).length),
    String(order.switches.filter(({ at }) => told(at)).length),
  ]
}
const moment = (at: number | undefined): string => (told(at) ? writeMoment(at, 'utc') : '')

/** What lots went where and what was completed when, as it happened: the check that shares no code with the layer. */
export class Truth {
  readonly #orders: TextFile
  readonly #units: TextFile
  readonly #lots: TextFile

  constructor(folder: string) {
    this.#orders = new TextFile(`${folder}/truth/orders.csv`, csvRow(ORDER_COLUMNS))
    this.#units = new TextFile(`${folder}/truth/units.csv`, csvRow(UNIT_COLUMNS))
    this.#lots = new TextFile(`${folder}/truth/lots.csv`, csvRow(LOT_COLUMNS))
  }

  tell(order: OrderStory): OrderTruth {
    const domains = [salesTruth(order), mesTruth(order), logisticsTruth(order), financeTruth(order)]
    const since = domains.flatMap((domain) => domain.since ?? [])
    const allMet = since.length === domains.length
    const unified = domains.some((domain) => domain.outcome === 'NOT_MET') ? 'NOT_MET' : allMet ? 'MET' : 'UNKNOWN'
    const skewHours = since.length > 1 ? (Math.max(...since) - Math.min(...since)) / HOUR : undefined
    this.#orders.write(csvRow([
      order.number, order.deal?.opportunity ?? '', String(order.lines.length), String(order.lines.filter((line) => told(line.cancelledAt)).length),
      String(order.lines.reduce((sum, line) => sum + line.units.filter((unit) => told(unit.builtAt)).length, 0)),
      String(order.shipments.filter((shipment) => told(shipment.pickedAt)).length), String(order.invoices.filter((invoice) => told(invoice.issuedAt)).length),
      ...domains.flatMap((domain) => [domain.outcome, moment(domain.since)]),
      unified, allMet ? moment(Math.max(...since)) : '', skewHours === undefined ? '' : skewHours.toFixed(4),
      ...sidesOf(order),
    ]))
    for (const lot of order.lots) this.#lot(lot)
    for (const line of order.lines) for (const unit of line.units) if (told(unit.builtAt)) this.#unit(order, unit)
    return { unified, ...(skewHours === undefined ? {} : { skewHours }) }
  }

  close(): void {
    this.#orders.close()
    this.#units.close()
    this.#lots.close()
  }

  /** A lot, before it the bulk lots that it was the first to be filled from. */
  #lot({ number, supplierLot, madeFrom }: LotStory): void {
    for (const parent of madeFrom?.first === true ? madeFrom.parents : []) this.#lots.write(csvRow([parent.number, '', '', parent.supplierLot]))
    this.#lots.write(csvRow([number, madeFrom?.origin ?? '', (madeFrom?.parents ?? []).map((parent) => parent.number).join(' '), supplierLot]))
  }

  #unit(order: OrderStory, unit: UnitStory): void {
    const shipment = order.shipments.find((candidate) => told(candidate.packedAt) && candidate.contents.some((part) => part.units.includes(unit)))
    const procedure = order.procedures.find((candidate) => told(candidate.performedAt) && candidate.used.some((use) => use.unit === unit))
    const written = procedure?.used.find((use) => use.unit === unit)?.writtenUdi ?? ''
    const returned = order.returns.find((each) => each.unit === unit && told(each.jumped ? each.creditedAt : each.receivedAt))
    const explant = order.explants.find((each) => each.unit === unit && told(each.performedAt))
    const reworked = order.operations.some((each) => each.operation === 'REWORK' && each.unit === unit && told(each.at))
    this.#units.write(csvRow([
      unit.serial, unit.udi, unit.scrapped ? 'yes' : 'no', unit.lot.number, unit.lot.supplierLot, order.number, unit.line,
      shipment?.number ?? '', shipment === undefined ? '' : order.site.site, moment(shipment?.shippedAt),
      procedure?.number ?? '', procedure?.patient ?? '', procedure?.site.site ?? '', moment(procedure?.performedAt),
      written, procedure === undefined ? '' : written === unit.udi ? 'yes' : 'no',
      moment(returned?.receivedAt), moment(explant?.performedAt), reworked ? 'yes' : 'no',
    ]))
  }
}
