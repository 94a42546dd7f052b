import type { Model } from './model.ts'
import { renderTable } from './render-table.ts'

/** One local state and what the model says that it means. */
export interface StateRow {
  readonly kind: 'state'
  readonly type: string
  /** The state in its domain's own words. */
  readonly field: string
  readonly domain: string
  readonly canonical: string
  /** Null: the model maps it to no standard order event. */
  readonly standardEvent: string | null
  /** ISO 8601 duration; null: the model expects none. */
  readonly expected: string | null
  readonly terminal: boolean
  /** The source that answers for it; null: the model names none. */
  readonly responsible: string | null
  /** Sources that state states of the type, by name. */
  readonly sources: readonly string[]
}

/** Every state of every type, in file order: who answers for it, how long it should last, which standard event it means. */
export const stateInventory = (model: Model): readonly StateRow[] =>
  [...model.types.values()].flatMap((type) => {
    const sources = [...model.sources.values()].filter((source) => source.yields.some((entry) => entry.type.name === type.name && entry.state !== undefined)).map(({ name }) => name).sort()
    return [...(type.states?.states.values() ?? [])].map(({ name, canonical, standardEvent, expected, terminal, responsible }): StateRow => ({
      kind: 'state', type: type.name, field: name, domain: type.states?.domain ?? type.domain, canonical,
      standardEvent: standardEvent ?? null, expected: expected ?? null, terminal, responsible: responsible ?? null, sources,
    }))
  })

const HEADINGS = ['domain', 'type', 'state', 'canonical', 'standard event', 'expected', 'responsible', 'sources'] as const

/** A table for terminals; `-` stands for what the model does not say, `end` for a state after which nothing comes. */
export const renderStateInventory = (rows: readonly StateRow[]): string => {
  const cells = rows.map((row) => [row.domain, row.type, row.field, row.canonical, row.standardEvent ?? '-', row.terminal ? 'end' : row.expected ?? '-', row.responsible ?? '-', row.sources.join(', ') || '-'])
  const unanswered = rows.filter(({ responsible }) => responsible === null).length
  const events = new Set(rows.flatMap(({ standardEvent }) => standardEvent ?? []))
  return [...renderTable(HEADINGS, cells), '', `${rows.length} states, ${unanswered} that no source answers for; standard events: ${events.size}.`].join('\n')
}
