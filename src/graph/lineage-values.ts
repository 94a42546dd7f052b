import type { Model } from '../model/model.ts'
import type { RowPlan } from '../plan/page-plan.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import { readEntities } from './read-entities.ts'
import type { LineageEnd, LineagePiece, Portion } from './walk-lineage.ts'

/** Columns by type. */
type Columns = ReadonlyMap<string, readonly string[]>
type ReadValues = (refs: readonly Ref[]) => Promise<ReadonlyMap<Ref, EntityRow['values']>>

/** What the graph holds of entities now. */
export const valuesNow = (reader: GraphReader, model: Model, columnsOf: Columns, now: Instant): ReadValues => {
  const planOf = (name: string): RowPlan | undefined => {
    const [type, columns] = [model.types.get(name), columnsOf.get(name)]
    return type === undefined || columns === undefined ? undefined : { type, columns, relations: new Map() }
  }
  return async (refs) => new Map([...await readEntities(reader, refs, planOf, now)].map(([ref, row]) => [ref, row.values]))
}

/** The portions of a walk, each node with the columns asked of its type. Cost: a reading for every portion with nodes that were not read on the way. */
export async function* withValues(portions: AsyncGenerator<Portion, LineageEnd>, columnsOf: Columns, read: ReadValues): AsyncGenerator<Portion, LineageEnd> {
  const isMissing = (piece: LineagePiece): piece is Extract<LineagePiece, { readonly node: Ref }> => 'node' in piece && piece.values === undefined && columnsOf.has(typeOfRef(piece.node))
  const completed = async (portion: Portion): Promise<Portion> => {
    const missing = portion.filter(isMissing)
    if (missing.length === 0) return portion
    const values = await read(missing.map(({ node }) => node))
    return portion.map((piece) => {
      const own = isMissing(piece) ? values.get(piece.node) : undefined
      return own === undefined ? piece : { ...piece, values: own }
    })
  }
  try {
    for (;;) {
      const pulled = await portions.next()
      if (pulled.done === true) return pulled.value
      yield await completed(pulled.value)
    }
  } finally {
    await portions.return({ complete: false, stopped: [], frontier: [], depth: 0 })
  }
}
