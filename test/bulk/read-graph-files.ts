import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { GraphFiles } from '../../src/graph/import-files.ts'

interface Row {
  /** Columns that name nodes, by their header. */
  readonly ids: Readonly<Record<string, string>>
  /** As the importer is told to store them; integers as bigint, so that they differ from floats. */
  readonly properties: Readonly<Record<string, unknown>>
}

export interface ReadTable {
  readonly what: 'nodes' | 'relationships'
  /** Labels joined by a colon, or the relationship's name. */
  readonly name: string
  readonly rows: readonly Row[]
}

/** csv-parse keeps no sign of quotes by itself: an empty cell is no value, `""` is the empty text. */
const EMPTY = 'a quoted empty text'
const valueOf = (kind: string, cell: string): unknown => {
  if (kind === 'string') return cell === EMPTY ? '' : cell
  if (kind === 'boolean') return cell === 'true'
  if (kind === 'long') return BigInt(cell)
  if (kind === 'double') return Number(cell)
  if (kind === 'string[]') return cell.split('\0')
  throw new Error(`read-graph-files: no such kind ${kind}`)
}

const readTable = (folder: string, option: string): ReadTable => {
  const [, what, name = '', files = ''] = /^--(nodes|relationships)=([^=]+)=(.*)$/.exec(option) ?? []
  const [header = '', data = ''] = files.split(',')
  const columns = readFileSync(join(folder, header), 'utf8').trimEnd().split('\t').map((column) => {
    const at = column.lastIndexOf(':')
    return { name: column.slice(0, at), kind: column.slice(at + 1), header: column }
  })
  const rows = parse(readFileSync(join(folder, data), 'utf8'), {
    delimiter: '\t', relax_column_count: true, cast: (value, { quoting }) => (value === '' && quoting ? EMPTY : value),
  }) as string[][]
  return {
    what: what as ReadTable['what'], name,
    rows: rows.map((cells) => {
      const ids: Record<string, string> = {}
      const properties: Record<string, unknown> = {}
      for (const [place, cell] of cells.entries()) {
        const column = columns[place]
        if (column === undefined) throw new Error(`read-graph-files: ${data} has more cells than columns`)
        if (/^(ID|START_ID|END_ID)\b/.test(column.kind)) {
          ids[column.header] = cell
          if (column.name !== '') properties[column.name] = cell
        } else if (cell !== '') properties[column.name] = valueOf(column.kind, cell)
      }
      return { ids, properties }
    }),
  }
}

/** Files for Neo4j's importer, read back by another reader than the importer and without the writer's code. */
export const readGraphFiles = ({ folder, options }: GraphFiles): readonly ReadTable[] =>
  options.filter((option) => /^--(nodes|relationships)=/.test(option)).map((option) => readTable(folder, option))
