import { mergeLinks } from '../plan/merge-links.ts'
import { pagesTogether, type PagePlan, type RowPlan } from '../plan/page-plan.ts'
import type { Cell, Link } from '../vocabulary/entity-row.ts'
import { storedRef, type Ref } from '../vocabulary/ref.ts'
import { decodeLink } from './decode-link.ts'
import { makePage, type Page, type PageRow, type ReadRow } from './page.ts'

/** Tells how many rows were met inside others. */
export type CountRows = (rows: number) => void

/** Reads the pages that came with a row of the plan, from the place where they begin: what compile-below.ts wrote, by position. */
export const decoderBelow = (plan: Pick<RowPlan, 'relations'>): ((owner: Ref, cells: readonly unknown[], from: number, count: CountRows) => readonly Page[]) => {
  const readers = pagesTogether(plan).map((page) => ({ page, read: rowReader(page) }))
  return (owner, cells, from, count) => {
    let at = from
    return readers.map(({ page, read }) => {
      const found = page.rows ? cells[at++] as readonly (readonly unknown[])[] : []
      count(found.length)
      return makePage(page, found.map((cells) => read(owner, cells, count)), page.count ? cells[at++] : undefined)
    })
  }
}

const rowReader = (plan: PagePlan): ((owner: Ref, cells: readonly unknown[], count: CountRows) => PageRow) => {
  const { columns, type } = plan
  const sorts = plan.cursors ? plan.sort.length : 0
  const sortsFrom = 1 + columns.length
  const belowFrom = sortsFrom + sorts + (plan.links ? 1 : 0)
  const readBelow = decoderBelow(plan)
  return (owner, cells, count) => {
    const ref = storedRef(cells[0] as string)
    const row: ReadRow = { type: type.name, ref, values: valuesOf(columns, cells, 1), pages: readBelow(ref, cells, belowFrom, count) }
    return {
      row,
      sortValues: cells.slice(sortsFrom, sortsFrom + sorts) as readonly Cell[],
      ...(plan.links ? { link: decodeLinks(plan, owner, ref, cells[belowFrom - 1]) } : {}),
    }
  }
}

/** Cells under their columns' names. */
export const valuesOf = (columns: readonly string[], cells: readonly unknown[], from: number): Readonly<Record<string, Cell>> => {
  const values: Record<string, Cell> = {}
  for (let place = 0; place < columns.length; place += 1) values[columns[place] as string] = (cells[from + place] ?? null) as Cell
  return values
}

/** The links' facts of a row, those of several sources as one. */
export const decodeLinks = (plan: PagePlan, owner: Ref, ref: Ref, links: unknown): Link => {
  const outward = plan.over?.direction === 'OUT'
  const [from, to] = outward ? [owner, ref] : [ref, owner]
  return mergeLinks((links as readonly Record<string, unknown>[]).map((link) => decodeLink(from, plan.over?.name ?? '', to, (property) => link[property], Object.keys(link))))
}
