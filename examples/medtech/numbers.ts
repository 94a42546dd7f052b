/** GS1 numbers under prefix 952, which GS1 keeps for examples: no real company has them. */
const COMPANY = '9521043'

/** GS1 General Specifications 7.9: weights 3 and 1 from the right, up to the next ten. */
const checkDigit = (digits: string): string => {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return String((10 - (sum % 10)) % 10)
}
const checked = (digits: string): string => digits + checkDigit(digits)
const padded = (value: number, width: number): string => String(value).padStart(width, '0')

export const gtin = (product: number): string => checked(`0${COMPANY}${padded(product, 5)}`)
export const gln = (site: number): string => checked(`${COMPANY}${padded(site, 5)}`)
export const sscc = (shipment: number): string => checked(`1${COMPANY}${padded(shipment, 9)}`)
/** Boxes count under an extension digit of their own. */
export const boxSscc = (box: number): string => checked(`2${COMPANY}${padded(box, 9)}`)
/** `(01)gtin(17)YYMMDD(10)lot(21)serial`, the human-readable form of the element string. */
export const udi = (parts: { readonly gtin: string; readonly expiresOn: string; readonly lot: string; readonly serial: string }): string =>
  `(01)${parts.gtin}(17)${parts.expiresOn.slice(2).replaceAll('-', '')}(10)${parts.lot}(21)${parts.serial}`

export const siteCode = (site: number): string => `H${padded(site + 1, 4)}`
export const customerNumber = (customer: number): string => `K${padded(customer + 1, 5)}`

/** Cents to a decimal with two digits. */
export const writeMoney = (cents: number): string => `${Math.floor(cents / 100)}.${padded(cents % 100, 2)}`

/** Running document numbers, one range a kind, as each system hands them out. */
export class Numbers {
  readonly #last = new Map<string, number>()

  next(prefix: string, first: number, width: number): string {
    const value = (this.#last.get(prefix) ?? first - 1) + 1
    this.#last.set(prefix, value)
    return prefix + padded(value, width)
  }
}
