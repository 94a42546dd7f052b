import fc from 'fast-check'

const HEADER = 'order,line,customer,region,article,name,spf,pieces,at,state'

/** A line of the shop's file of the cosmetics world. */
export interface ShopRow {
  readonly order: string
  readonly line: string
  readonly customer: string
  readonly region: string
  readonly article: string
  readonly spf: string
  readonly pieces: number
  /** Minutes after the beginning of the year, in Shanghai; no two rows have the same. */
  readonly minute: number
  readonly told: 'ordered' | 'cancelled' | 'delivered'
}

const START = Date.parse('2026-01-01T00:00:00+08:00')
export const localText = (minute: number): string => new Date(START + 8 * 3_600_000 + minute * 60_000).toISOString().slice(0, 19)
const textOf = (row: ShopRow): string => [row.order, row.line, row.customer, row.region, row.article, 'n', row.spf, row.pieces, localText(row.minute), row.told].join(',')

/** Customers that move, products that become others, lines that are cancelled before they are ordered. */
export const shopRows = fc.uniqueArray(fc.record({
  order: fc.constantFrom('O1', 'O2', 'O3', 'O4'), line: fc.constantFrom('1', '2'), customer: fc.constantFrom('K1', 'K2'), region: fc.constantFrom('South', 'North', ''),
  article: fc.constantFrom('A1', 'A2'), spf: fc.constantFrom('50', '30', ''), pieces: fc.integer({ min: 1, max: 9 }), minute: fc.integer({ min: 0, max: 250_000 }),
  told: fc.constantFrom<ShopRow['told']>('ordered', 'ordered', 'ordered', 'cancelled', 'delivered'),
}), { minLength: 4, maxLength: 14, selector: (row) => row.minute })

export const shopFile = (rows: readonly ShopRow[]): string => [HEADER, ...rows.map(textOf)].join('\n')
