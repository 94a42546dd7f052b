import type { Driver } from 'neo4j-driver'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { graphWalker, startWalk } from '../../src/graph/step.ts'
import { readEntities } from '../../src/graph/read-entities.ts'
import { readRelationPages } from '../../src/graph/read-page.ts'
import type { AsOfOrder, AsOfReader } from '../../src/journal/journal-reads.ts'
import type { EntityType } from '../../src/model/entity-type.ts'
import type { Model } from '../../src/model/model.ts'
import type { RowPlan } from '../../src/plan/page-plan.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import type { Ref } from '../../src/vocabulary/ref.ts'
import { NOON } from './open-door.ts'

/**
 * A world of a time whose rows happen to be those of now: so every question below an order must have the same answer in memory as in the
 * graph, which is what these tests ask for.
 */
export const worldOfNow = (driver: Driver, model: Model) => async (order: Ref, at: { asOf: AsOfReader['asOf']; knownAt: AsOfReader['knownAt'] }): Promise<AsOfOrder> => {
  const columnsOf = (type: EntityType): readonly string[] => [
    'key', 'resolved', 'identifiers', 'state.local', 'state.canonical', 'state.since', 'state.source', 'state.settled',
    'verdict.completed.1.outcome', 'verdict.completed.1.since', ...type.attributes.keys(),
  ]
  const planOf = (name: string): RowPlan | undefined => {
    const type = model.types.get(name)
    return type === undefined ? undefined : { type, columns: columnsOf(type), relations: new Map() }
  }
  const reader = new GraphReader(driver)
  const now = graphWalker(reader)
  const rows = async (refs: readonly Ref[]) => readEntities(reader, refs, planOf, NOON)
  const first = (await rows([order])).get(order)
  if (first === undefined) throw new Error(`${order} is not in the graph`)
  return {
    ...at, order: first,
    begun: async (refs) => new Map(refs.map((ref) => [ref, ref])),
    // A world names its entities by ref; the graph by ids of its own.
    walker: { ...now, step: async (map, frontier, bounds) => now.step(map, await startWalk(reader, frontier.map(({ ref }) => ref)), bounds) },
    entities: async (refs) => { const found = await rows(refs); return refs.map((ref) => found.get(ref)) },
    linked: async (refs, relation) => {
      const row = planOf(relation.target)
      if (row === undefined) throw new Error(relation.target)
      const pages = await readRelationPages(reader, { ...row, over: relation, sort: [], seal: '', first: 1000, cursors: false, links: true, rows: true, count: false, now: NOON }, refs, NOON)
      return pages.map((page) => page.rows.flatMap(({ row, link }) => link === undefined ? [] : [{ row, link }]).reverse())
    },
    belonging: async (refs) => { const found = await rows(refs); return refs.map((ref) => (found.get(ref)?.values['orders'] ?? []) as readonly Ref[]) },
    orders: () => { throw new Error('nobody asks for its orders here') },
    explain: () => undefined,
    knownSince: async () => instant(Date.parse('2026-03-05T11:30:00Z')),
  }
}
