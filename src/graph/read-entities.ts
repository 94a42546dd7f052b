import { compileEntities, type EntitiesWanted } from '../compile/compile-entities.ts'
import type { Cell, EntityRow } from '../vocabulary/entity-row.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'

/** Columns of many entities of any types, by ref, in one statement. What is not there is absent from the answer. */
export const readEntities = async (reader: GraphReader, refs: readonly Ref[], columnsOf: (type: string) => readonly string[]): Promise<ReadonlyMap<Ref, EntityRow>> => {
  const byType = Map.groupBy(new Set(refs), typeOfRef)
  const wanted: readonly EntitiesWanted[] = [...byType].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, of]) => ({ type, refs: of, columns: columnsOf(type) }))
  if (wanted.length === 0) return new Map()
  const rows = await reader.run(compileEntities(wanted))
  return new Map(rows.map((row) => {
    const ref = storedRef(row.get('ref') as string)
    const type = typeOfRef(ref)
    const cells = row.get('columns') as readonly Cell[]
    return [ref, { type, ref, values: Object.fromEntries(columnsOf(type).map((column, place) => [column, cells[place] ?? null])) }]
  }))
}
