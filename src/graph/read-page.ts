import { BELOW_COLUMN, compileCount, compilePage, compileRelationCount, compileRelationPage, sortColumn } from '../compile/compile-page.ts'
import { compileOnce, LATE } from '../compile/compile-once.ts'
import { MOST_COUNTED } from '../plan/bounds.ts'
import type { PagePlan } from '../plan/page-plan.ts'
import type { Cell } from '../vocabulary/entity-row.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { storedRef, type Ref } from '../vocabulary/ref.ts'
import { decodeLinks, decoderBelow, type CountRows } from './decode-below.ts'
import type { GraphReader, Row } from './graph-reader.ts'
import { makePage, type Page, type PageRow } from './page.ts'

/** A page of all entities of a type: a statement for the rows and one for their number, each only if asked for. */
export const readPage = async (reader: GraphReader, plan: PagePlan): Promise<Page> => {
  const decode = pageRowDecoder(plan)
  const [rows, counted] = await Promise.all([
    plan.rows ? reader.read(compilePage(plan), (row, count) => decode(row, undefined, count)) : [],
    plan.count ? reader.run(compileCount(plan, MOST_COUNTED)) : undefined,
  ])
  return makePage(plan, rows, counted?.[0]?.get('total'))
}

/** How many entities of the plan's type satisfy its condition, counted as far as `most` and one. */
export const countUpTo = async (reader: GraphReader, plan: PagePlan, most: number): Promise<number> => Number((await reader.run(compileCount(plan, most)))[0]?.get('total') ?? 0)

const compileRows = compileOnce((plan: PagePlan) => compileRelationPage({ ...plan, now: LATE.now }, LATE.refs, LATE.mostRows))
const compileTotals = compileOnce((plan: PagePlan) => compileRelationCount({ ...plan, now: LATE.now }, LATE.refs, MOST_COUNTED))

/** A page for each owner, in the order of the owners: one statement for all of them. */
export const readRelationPages = async (reader: GraphReader, plan: PagePlan, owners: readonly Ref[], now: Instant): Promise<readonly Page[]> => {
  const distinct = [...new Set(owners)]
  const brought = { refs: distinct, now, mostRows: Math.max(1, reader.rowsLeft) + 1 }
  const decode = pageRowDecoder(plan)
  const [rows, counted] = await Promise.all([
    plan.rows ? reader.read(compileRows(plan, brought), (row, count) => {
      const owner = row.get('owner') as Ref
      return { owner, row: decode(row, owner, count) }
    }) : [],
    plan.count ? reader.run(compileTotals(plan, brought)) : [],
  ])
  const byOwner = Map.groupBy(rows, ({ owner }) => owner)
  const totals = new Map(counted.map((row) => [row.get('owner') as Ref, row.get('total')]))
  return owners.map((owner) => makePage(plan, (byOwner.get(owner) ?? []).map(({ row }) => row), plan.count ? totals.get(owner) ?? 0 : undefined))
}

const pageRowDecoder = (plan: PagePlan): ((row: Row, owner: Ref | undefined, count: CountRows) => PageRow) => {
  const readBelow = decoderBelow(plan)
  return (row, owner, count) => {
    const ref = storedRef(row.get('ref') as string)
    const values: Record<string, Cell> = {}
    for (const column of plan.columns) values[column] = row.get(column) as Cell
    return {
      row: { type: plan.type.name, ref, values, pages: readBelow(ref, row.find(BELOW_COLUMN) as readonly unknown[] | undefined ?? [], 0, count) },
      sortValues: plan.cursors ? plan.sort.map((_, place) => row.get(sortColumn(place)) as Cell) : [],
      ...(plan.links && owner !== undefined ? { link: decodeLinks(plan, owner, ref, row.get('links')) } : {}),
    }
  }
}
