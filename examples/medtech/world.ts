import { CITIES, CURRENCIES, EURO, FIRST_NAMES, HOSPITAL_KINDS, LAST_NAMES } from './catalogue.ts'
import { customerNumber, gln, siteCode } from './numbers.ts'

/** Master data is a function of its index, so nothing of it needs to be remembered. */
export interface Site {
  readonly index: number
  readonly site: string
  readonly gln: string
  readonly name: string
  readonly city: string
  readonly country: string
  readonly customer: string
}
export interface Buyer {
  readonly customer: string
  readonly name: string
  readonly country: string
  readonly contact: string
}
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** Hospitals grow with the root of the orders: 63 for a thousand, 2,000 for a million. Even, as each customer runs two. */
export const siteCount = (orders: number): number => 2 * Math.max(3, Math.round(Math.sqrt(orders)))
export const customerCount = (orders: number): number => siteCount(orders) / 2

export const buyerAt = (index: number): Buyer => {
  const { city, country } = at(CITIES, index)
  return {
    customer: customerNumber(index),
    name: `${city} hospitals ${index + 1}`,
    country,
    contact: `${at(FIRST_NAMES, index)} ${at(LAST_NAMES, index * 3 + 1)}`,
  }
}
export const siteAt = (index: number): Site => {
  const customer = Math.floor(index / 2)
  const { city, country } = at(CITIES, customer)
  return {
    index, city, country,
    site: siteCode(index),
    gln: gln(index),
    name: at(HOSPITAL_KINDS, index + customer).replace('{city}', city),
    customer: customerNumber(customer),
  }
}
export const currencyOf = (country: string): { readonly currency: string; readonly percent: number } => CURRENCIES[country] ?? EURO
