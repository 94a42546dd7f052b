import type { PagePlan } from '../plan/page-plan.ts'
import { byKeys, satisfied, sortValueOf, type Linked } from '../plan/satisfied.ts'
import { problem } from '../problems/problem.ts'
import type { EntityRow, LinkedRow } from '../vocabulary/entity-row.ts'
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

/** Orders that one list may look at as of a time: each is worked out from what was told of it, some six milliseconds. */
export const MOST_EXAMINED = 2_000

/** Some of the orders of a moment, with how others are reached from them. */
interface Share {
  /** How many were looked at. */
  readonly examined: number
  readonly rows: readonly EntityRow[]
  readonly linked: Linked
}

interface Matched {
  readonly found: readonly Placed[]
  /** Whether all were looked at. */
  readonly whole: boolean
}
interface Placed {
  readonly values: ReturnType<typeof sortValueOf>[]
  readonly ref: Ref
}

/** Those of the shares that satisfy the plan, until `most` are found or more were looked at than may be. */
const match = async (shares: AsyncIterable<Share>, { where, sort }: Pick<PagePlan, 'where' | 'sort'>, most: number): Promise<Matched> => {
  const found: Placed[] = []
  let examined = 0
  for await (const share of shares) {
    const holds = where === undefined ? undefined : await satisfied(share.rows, where, share.linked)
    for (const [place, row] of share.rows.entries()) if (holds?.[place] !== false) found.push({ values: sort.map((key) => sortValueOf(row, key)), ref: row.ref })
    examined += share.examined
    if (found.length >= most || examined > MOST_EXAMINED) return { found, whole: false }
  }
  return { found, whole: true }
}

const tooWide = (): Error => problem('AS_OF_TOO_WIDE', { most: MOST_EXAMINED })

/** Refs of all the orders of a moment that satisfy a condition. AS_OF_TOO_WIDE where too many would have to be looked at. */
export const ordersSatisfying = async (sharesAfter: (ref?: string) => AsyncIterable<Share>, where: PagePlan['where']): Promise<readonly Ref[]> => {
  const { found, whole } = await match(sharesAfter(), where === undefined ? { sort: [] } : { where, sort: [] }, Infinity)
  if (!whole) throw tooWide()
  return found.map(({ ref }) => ref)
}

/** A page of the orders of a moment, each with its ref alone. In the order of their refs no more are looked at than the page needs. Cost: the claims of the orders looked at. */
export const ordersPageAsOf = async (sharesAfter: (ref?: string) => AsyncIterable<Share>, plan: PagePlan): Promise<Page> => {
  const { after, first, sort } = plan
  const inOrder = sort.length === 0
  const { found, whole } = plan.rows ? await match(sharesAfter(inOrder ? after?.ref : undefined), plan, inOrder ? first + 1 : Infinity) : { found: [], whole: true }
  if (!whole && (!inOrder || found.length <= first)) throw tooWide()
  const compare = byKeys(sort)
  const placed = found.toSorted(compare).filter((row) => after === undefined || compare(row, after) > 0)
  const isAll = plan.rows && whole && (!inOrder || after === undefined)
  const counted = !plan.count ? undefined : isAll ? { found, whole } : await match(sharesAfter(), { ...plan, sort: [] }, Infinity)
  return {
    plan,
    rows: placed.slice(0, first).map(({ ref, values }) => ({ row: { ref, type: plan.type.name, values: {} }, sortValues: values })),
    hasNextPage: placed.length > first,
    ...(counted === undefined ? {} : { total: { count: counted.found.length, precision: counted.whole ? 'EXACT' as const : 'AT_LEAST' as const } }),
  }
}
