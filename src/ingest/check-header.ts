import type { Compiled } from '../expression/expression.ts'
import type { SourceModel, Yield } from '../model/model.ts'
import { nearest } from '../problems/nearest.ts'
import { problem, type Problem } from '../problems/problem.ts'

/** Columns among which those missing are looked for: of more than a thousand the file is another's. */
const MOST_NEAR = 1_000

/**
 * The refusal of a file that lacks columns which the source's expressions read: with them missing every record would be poorer or
 * rejected, and a renamed column is the usual reason. An expression that asks `has(record.column)` is prepared to do without it.
 */
export const checkHeader = (source: SourceModel, columns: readonly string[]): Problem | undefined => {
  const known = new Set(columns)
  const missing = [...columnsRead(source)].filter((column) => !known.has(column))
  if (missing.length === 0) return undefined
  const near = columns.slice(0, MOST_NEAR)
  const separator = columns.length === 1 ? /[,;\t|]/.exec(columns[0] ?? '')?.[0] : undefined
  return problem('SOURCE_COLUMNS_MISSING', { source: source.name, missing: missing.map((column) => ({ column, nearest: nearest(column, near) })), columns, separator: separator === '\t' ? 'tab' : separator })
}

const columnsRead = (source: SourceModel): ReadonlySet<string> => {
  const columns = new Set<string>()
  for (const { reads, text } of expressionsOf(source)) {
    for (const [variable, column] of reads) {
      if (variable === 'record' && column !== undefined && !guards(text, column)) columns.add(column)
    }
  }
  return columns
}

const guards = (text: string, column: string): boolean => {
  const bare = text.replace(/\s+/g, '')
  return bare.includes(`has(record.${column})`) || bare.includes(`'${column.replace(/\s+/g, '')}'inrecord`)
}

const expressionsOf = (source: SourceModel): readonly Compiled[] => {
  const { eventId, occurredAt, recordedAt, sequence, corrects, retracts, delete: deletes, yields } = source
  return [eventId, occurredAt, recordedAt, sequence, corrects, retracts, deletes, ...yields.flatMap(expressionsOfYield)].filter((compiled) => compiled !== undefined)
}

const expressionsOfYield = ({ each, key, when, identifiers, set, state: spelled, links }: Yield): readonly (Compiled | undefined)[] => [
  ...each.map(({ list }) => list),
  key,
  when,
  spelled,
  ...identifiers.map(({ value }) => value),
  ...set.map(({ value }) => value),
  ...links.flatMap((link) => [...link.each.map(({ list }) => list), link.when, 'key' in link.to ? link.to.key : link.to.value, ...link.quantities.map(({ value }) => value)]),
]
