import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { all, any, type Condition } from './condition.ts'
import { indexedProperties } from './indexed-properties.ts'
import type { PagePlan } from './page-plan.ts'

/** Entities that may be read for one page without an index that gives them: half a second's work or less. */
export const MOST_READ_UNINDEXED = 200_000

/**
 * What a page costs besides its rows. `bounded`: an index gives the rows, or their order. `filters`, `sorts`: every entity of the type is read, to
 * find or to sort them. A condition: those that satisfy it are read and sorted, which an index gives; how many, only the graph can tell.
 */
export type PageCost = 'bounded' | 'filters' | 'sorts' | Condition

export const pageCost = (model: Model, { over, type, where, sort, rows }: PagePlan): PageCost => {
  // Below an owner its links bound what is read.
  if (over !== undefined) return 'bounded'
  // Where a number alone is asked nothing is put in order.
  const inOrder = !rows || sort.length === 0 || (sort.length === 1 && sort[0]?.indexed === true)
  if (where === undefined || isEmpty(where)) return inOrder ? 'bounded' : 'sorts'
  const anchored = anchoredPart(new Set(['ref', ...indexedProperties(model, type).map(({ property }) => property)]), where)
  if (anchored === undefined) return 'filters'
  return inOrder ? 'bounded' : anchored
}

/** Refuses a page of a large type that costs too much. `size`: how many there are of the type; `count`: how many satisfy a condition, counted as far as the bound and one. */
export const checkPageCost = async (model: Model, plan: PagePlan, size: () => Promise<number>, count: (where: Condition, most: number) => Promise<number>): Promise<void> => {
  const cost = pageCost(model, plan)
  if (cost === 'bounded') return
  const held = await size()
  if (held <= MOST_READ_UNINDEXED) return
  const type = plan.type.name
  const indexed = ['id', ...new Set(indexedProperties(model, plan.type).map(({ filter }) => filter))]
  if (cost === 'filters') throw problem('FILTER_TOO_COSTLY', { type, reads: held, most: MOST_READ_UNINDEXED, indexed })
  const ordered = ['id', ...new Set(indexedProperties(model, plan.type).filter(({ distinct }) => distinct).map(({ filter }) => filter))]
  if (cost === 'sorts' || (await count(cost, MOST_READ_UNINDEXED)) > MOST_READ_UNINDEXED) throw problem('SORT_TOO_COSTLY', { type, most: MOST_READ_UNINDEXED, indexed: ordered })
}

export const isEmpty = (where: Condition): boolean => where.kind === 'all' && where.of.every(isEmpty)

/** The part of a condition by which an index gives every row that can satisfy it: of a conjunction what has one, of a choice all, if all have. */
const anchoredPart = (indexed: ReadonlySet<string>, where: Condition): Condition | undefined => {
  switch (where.kind) {
    case 'compare': return indexed.has(where.property) && where.comparison !== 'contains' && where.comparison !== 'endsWith' ? where : undefined
    case 'all': {
      const parts = where.of.flatMap((part) => anchoredPart(indexed, part) ?? [])
      return parts.length === 0 ? undefined : all(parts)
    }
    case 'any': {
      const parts = where.of.flatMap((part) => anchoredPart(indexed, part) ?? [])
      return parts.length === where.of.length ? any(parts) : undefined
    }
    case 'not':
    case 'absent':
    case 'some': return undefined
  }
}
