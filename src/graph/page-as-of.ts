import type { PagePlan } from '../plan/page-plan.ts'
import { byKeys, satisfied, sortValueOf, type Linked } from '../plan/satisfied.ts'
import type { LinkedRow } from '../vocabulary/entity-row.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Page } from './page.ts'

/** Pages over a relation from rows in memory: what readRelationPages answers, in the world of an order as of a time. */
export const pagesAsOf = async (linked: Linked, plan: PagePlan, owners: readonly Ref[]): Promise<readonly Page[]> => {
  const { over } = plan
  if (over === undefined) throw new Error('page-as-of:relation: the plan has no relation')
  const reached = await linked(owners, over)
  return Promise.all(reached.map((rows) => pageOf(linked, plan, rows)))
}

const pageOf = async (linked: Linked, plan: PagePlan, rows: readonly LinkedRow[]): Promise<Page> => {
  const holds = plan.where === undefined ? undefined : await satisfied(rows.map(({ row }) => row), plan.where, linked)
  const compare = byKeys(plan.sort)
  const placed = rows
    .filter((_, place) => holds?.[place] !== false)
    .map(({ row, link }) => ({ row, link, values: plan.sort.map((key) => sortValueOf(row, key)), ref: row.ref }))
    .sort(compare)
  const { after } = plan
  const rest = after === undefined ? placed : placed.filter((row) => compare(row, after) > 0)
  return {
    plan,
    rows: rest.slice(0, plan.first).map(({ row, link, values }) => ({ row, sortValues: values, link })),
    hasNextPage: rest.length > plan.first,
    ...(plan.count ? { total: { count: placed.length, precision: 'EXACT' as const } } : {}),
  }
}
