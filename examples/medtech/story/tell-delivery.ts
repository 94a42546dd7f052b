import { CUTOFF, DAY } from '../calendar.ts'
import { sscc } from '../numbers.ts'
import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import type { InvoiceStory, LineStory, PaymentStory, ShipmentStory, UnitStory } from './story.ts'
import { after, type Teller } from './teller.ts'

type Contents = ShipmentStory['contents']
const CARRIERS = ['Fernlauf', 'Kurier Nordstern', '云递 Yundi'] as const
const goodUnits = (line: LineStory): readonly UnitStory[] => line.units.filter((unit) => !unit.scrapped)

/** The first half of the devices, rounded up, goes first; a line may be in both. */
const splitContents = (contents: Contents): readonly Contents[] => {
  const total = contents.reduce((sum, part) => sum + part.units.length, 0)
  let left = Math.ceil(total / 2)
  const first: { line: LineStory; units: readonly UnitStory[] }[] = []
  const second: { line: LineStory; units: readonly UnitStory[] }[] = []
  for (const { line, units } of contents) {
    const taken = units.slice(0, left)
    const rest = units.slice(left)
    left -= taken.length
    if (taken.length > 0) first.push({ line, units: taken })
    if (rest.length > 0) second.push({ line, units: rest })
  }
  return [first, second]
}

const tellShipment = (teller: Teller, contents: Contents, readyAt: number, random: Random): ShipmentStory => {
  const number = teller.numbers.next('80', 1, 8)
  const pickedAt = after(readyAt, random, 0.1, 0.35)
  const packedAt = after(pickedAt, random, 0.05, 0.2)
  const shippedAt = after(packedAt, random, 0.1, 0.3)
  const inTransitAt = after(shippedAt, random, 0.1, 0.3)
  const deliveredAt = after(inTransitAt, random, 0.4, 1.6)
  const cancelledAt = after(deliveredAt, random, 0.2, 1.5)
  const mistaken = teller.defect('contradictoryShipment', RATES.contradictoryShipment, random, { at: cancelledAt, example: number })
  return {
    number, contents, pickedAt, packedAt, shippedAt, inTransitAt, deliveredAt,
    sscc: sscc(Number(number.slice(2))),
    carrier: random.pick(CARRIERS),
    signedAt: after(deliveredAt, random, 0.02, 0.25),
    ...(mistaken ? { cancelledAt } : {}),
  }
}

export const tellShipments = (teller: Teller, order: { readonly number: string; readonly lines: readonly LineStory[] }, random: Random): readonly ShipmentStory[] => {
  const contents = order.lines.map((line) => ({ line, units: goodUnits(line) })).filter((part) => part.units.length > 0)
  if (contents.length === 0) return []
  const readyAt = Math.max(...contents.map((part) => part.line.work?.reportedAt ?? 0))
  const pieces = contents.reduce((sum, part) => sum + part.units.length, 0)
  const split = pieces > 1 && teller.defect('splitOrder', RATES.splitOrder, random, { at: readyAt, example: order.number })
  return (split ? splitContents(contents) : [contents]).map((part, index) => tellShipment(teller, part, readyAt + index * random.between(1, 3) * DAY, random))
}

/** An earlier order's purchase order lends its digits once, now and then. */
const invoiceNumber = (teller: Teller, issuedAt: number, random: Random): string => {
  const own = teller.numbers.next('90', 1, 8)
  const lent = teller.lastPurchase
  const reused = teller.defect('reusedNumber', RATES.reusedNumber, random, { at: issuedAt, example: lent ?? own, possible: lent !== undefined })
  if (!reused || lent === undefined) return own
  teller.lastPurchase = undefined
  return lent
}

/** What the payer holds back, of a payment that is short. */
const shortOf = (cents: number, odds: Random): number => Math.round(cents * odds.between(0.01, 0.04))

const tellPayments = (teller: Teller, invoice: { readonly number: string; readonly cents: number; readonly clearedAt: number }, random: Random, odds: Random): readonly PaymentStory[] => {
  const parts = random.chance(RATES.partialPayment) ? [Math.floor(invoice.cents / 2), Math.ceil(invoice.cents / 2)] : [invoice.cents]
  return parts.map((cents, index) => {
    const voucher = teller.numbers.next('14', 1, 9)
    const bookedAt = after(invoice.clearedAt, random, -0.25, -0.05) - (parts.length - 1 - index) * 36_000_000
    const announcedAt = random.chance(RATES.announcedPayment) ? after(bookedAt, random, -0.2, -0.05) : undefined
    const orphan = teller.defect('orphanPayment', RATES.orphanPayment, random, { at: announcedAt ?? bookedAt, example: voucher })
    const short = teller.defect('shortPayment', RATES.shortPayment, odds, { at: bookedAt, example: voucher })
    return {
      voucher, bookedAt,
      cents: short ? cents - shortOf(cents, odds) : cents,
      reference: orphan ? `${invoice.number}-X` : invoice.number,
      ...(announcedAt === undefined ? {} : { announcedAt }),
    }
  })
}

const tellInvoice = (teller: Teller, shipment: ShipmentStory, issuedAt: number, reversed: boolean, random: Random, odds: Random): InvoiceStory => {
  const ordered = shipment.contents.reduce((sum, part) => sum + part.line.cents * part.units.length, 0)
  const onTime = after(Math.max(shipment.deliveredAt, issuedAt), random, 1, 4.8)
  const clearedAt = random.chance(RATES.unpaidInvoice) ? Math.max(onTime, after(CUTOFF, random, 1, 90)) : onTime
  const number = invoiceNumber(teller, issuedAt, random)
  const mispriced = !reversed && teller.defect('priceMismatch', RATES.priceMismatch, odds, { at: issuedAt, example: number })
  const cents = mispriced ? Math.round(ordered * odds.between(1.02, 1.1)) : ordered
  return {
    number, shipment, cents, issuedAt, clearedAt,
    dueAt: issuedAt + 14 * DAY,
    payments: reversed ? [] : tellPayments(teller, { number, cents, clearedAt }, random, odds),
    ...(reversed ? { reversedAt: after(issuedAt, random, 0.2, 0.6) } : {}),
  }
}

/** One a shipment. A wrong one is reversed and written anew under another number. `odds` decides what sums do not agree. */
export const tellInvoices = (teller: Teller, shipments: readonly ShipmentStory[], random: Random, odds: Random): readonly InvoiceStory[] =>
  shipments.flatMap((shipment) => {
    const issuedAt = after(shipment.shippedAt, random, 0.02, 0.15)
    if (!random.chance(RATES.reversedInvoice)) return [tellInvoice(teller, shipment, issuedAt, false, random, odds)]
    const wrong = tellInvoice(teller, shipment, issuedAt, true, random, odds)
    return [wrong, tellInvoice(teller, shipment, after(wrong.reversedAt ?? issuedAt, random, 0.05, 0.2), false, random, odds)]
  })
