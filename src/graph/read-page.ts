import { compileCount, compilePage, compileRelationCount, compileRelationPage, sortColumn } from '../compile/compile-page.ts'
import type { PagePlan } from '../plan/page-plan.ts'
import type { Cell, EntityRow, Link } from '../vocabulary/entity-row.ts'
import { storedRef, type Ref } from '../vocabulary/ref.ts'
import { decodeLink } from './decode-link.ts'
import type { GraphReader, Row } from './graph-reader.ts'
import { mergeLinks } from '../plan/merge-links.ts'
import type { Page, PageRow, Total } from './page.ts'

/** A page of all entities of a type: a statement for the rows and one for their number, each only if asked for. */
export const readPage = async (reader: GraphReader, plan: PagePlan): Promise<Page> => {
  const [rows, counted] = await Promise.all([
    plan.rows ? reader.run(compilePage(plan)) : [],
    plan.count ? reader.run(compileCount(plan, MOST_COUNTED)) : undefined,
  ])
  return makePage(plan, rows.map((row) => decodePageRow(plan, row, undefined)), counted?.[0]?.get('total'))
}

/** A page for each owner, in the order of the owners: one statement for all of them. */
export const readRelationPages = async (reader: GraphReader, plan: PagePlan, owners: readonly Ref[]): Promise<readonly Page[]> => {
  const distinct = [...new Set(owners)]
  const [rows, counted] = await Promise.all([
    plan.rows ? reader.run(compileRelationPage(plan, distinct, Math.max(1, reader.rowsLeft) + 1)) : [],
    plan.count ? reader.run(compileRelationCount(plan, distinct, MOST_COUNTED)) : [],
  ])
  const byOwner = Map.groupBy(rows, (row) => row.get('owner') as Ref)
  const totals = new Map(counted.map((row) => [row.get('owner') as Ref, row.get('total')]))
  return owners.map((owner) => makePage(plan, (byOwner.get(owner) ?? []).map((row) => decodePageRow(plan, row, owner)), plan.count ? totals.get(owner) ?? 0 : undefined))
}

/** Entities that a filtered count, or one below an owner, goes through at most. */
const MOST_COUNTED = 100_000

const totalOf = ({ over, where }: PagePlan, count: number): Total =>
  count > MOST_COUNTED && (over !== undefined || where !== undefined) ? { count: MOST_COUNTED, precision: 'AT_LEAST' } : { count, precision: 'EXACT' }

const makePage = (plan: PagePlan, rows: readonly PageRow[], total: unknown): Page => ({
  plan,
  rows: rows.slice(0, plan.first),
  hasNextPage: rows.length > plan.first,
  ...(typeof total === 'number' ? { total: totalOf(plan, total) } : {}),
})

const decodePageRow = (plan: PagePlan, row: Row, owner: Ref | undefined): PageRow => {
  const entity = decodeEntity(plan.type.name, row, plan.columns)
  return {
    row: entity,
    sortValues: plan.cursors ? plan.sort.map((_, place) => row.get(sortColumn(place)) as Cell) : [],
    ...(plan.links && owner !== undefined ? { link: decodeLinks(plan, owner, entity.ref, row.get('links')) } : {}),
  }
}

const decodeEntity = (type: string, row: Row, columns: readonly string[]): EntityRow => {
  const values: Record<string, Cell> = {}
  for (const column of columns) values[column] = row.get(column) as Cell
  return { type, ref: storedRef(row.get('ref') as string), values }
}

const decodeLinks = (plan: PagePlan, owner: Ref, ref: Ref, links: unknown): Link => {
  const outward = plan.over?.direction === 'OUT'
  const [from, to] = outward ? [owner, ref] : [ref, owner]
  return mergeLinks((links as readonly Record<string, unknown>[]).map((link) => decodeLink(from, plan.over?.name ?? '', to, (property) => link[property], Object.keys(link))))
}
