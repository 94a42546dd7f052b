import type { Model } from '../model/model.ts'
import type { RowPlan } from '../plan/page-plan.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import type { ReadRow } from './page.ts'
import { readEntities } from './read-entities.ts'
import type { LineageEnd, LineagePiece, Portion } from './walk-lineage.ts'

/** The portions of a walk, each node with the columns asked of its type. Cost: a statement for every portion with nodes that were not read on the way. */
export async function* withValues(reader: GraphReader, model: Model, portions: AsyncGenerator<Portion, LineageEnd>, columnsOf: ReadonlyMap<string, readonly string[]>, now: Instant): AsyncGenerator<Portion, LineageEnd> {
  const planOf = (name: string): RowPlan | undefined => {
    const [type, columns] = [model.types.get(name), columnsOf.get(name)]
    return type === undefined || columns === undefined ? undefined : { type, columns, relations: new Map() }
  }
  const isMissing = (piece: LineagePiece): piece is Extract<LineagePiece, { readonly node: Ref }> => 'node' in piece && piece.values === undefined && columnsOf.has(typeOfRef(piece.node))
  const completed = async (portion: Portion): Promise<Portion> => {
    const missing = portion.filter(isMissing)
    if (missing.length === 0) return portion
    const rows: ReadonlyMap<Ref, ReadRow> = await readEntities(reader, missing.map(({ node }) => node), planOf, now)
    return portion.map((piece) => {
      const row = isMissing(piece) ? rows.get(piece.node) : undefined
      return row === undefined ? piece : { ...piece, values: row.values }
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
