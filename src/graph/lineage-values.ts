import type { Model } from '../model/model.ts'
import type { RowPlan } from '../plan/page-plan.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { GraphReader } from './graph-reader.ts'
import type { ReadRow } from './page.ts'
import { readEntities } from './read-entities.ts'
import type { LineageEnd, LineagePiece } from './walk-lineage.ts'

/** Pieces held back until what is missing of their nodes is read. */
const TOGETHER = 1000

/** The pieces of a walk, in their order, each node with the columns asked of its type. Cost: a statement for every thousand pieces with nodes that were not read on the way. */
export async function* withValues(reader: GraphReader, model: Model, pieces: AsyncGenerator<LineagePiece, LineageEnd>, columnsOf: ReadonlyMap<string, readonly string[]>, now: Instant): AsyncGenerator<LineagePiece, LineageEnd> {
  const planOf = (name: string): RowPlan | undefined => {
    const [type, columns] = [model.types.get(name), columnsOf.get(name)]
    return type === undefined || columns === undefined ? undefined : { type, columns, relations: new Map() }
  }
  let held: LineagePiece[] = []
  const read = async (): Promise<readonly LineagePiece[]> => {
    const missing = held.flatMap((piece) => ('node' in piece && piece.values === undefined && columnsOf.has(typeOfRef(piece.node)) ? [piece.node] : []))
    const rows: ReadonlyMap<Ref, ReadRow> = missing.length === 0 ? new Map() : await readEntities(reader, missing, planOf, now)
    const whole = held.map((piece): LineagePiece => {
      const row = 'node' in piece ? rows.get(piece.node) : undefined
      return row === undefined ? piece : { ...piece, values: row.values }
    })
    held = []
    return whole
  }
  try {
    for (;;) {
      const pulled = await pieces.next()
      if (pulled.done === true) {
        yield* await read()
        return pulled.value
      }
      held.push(pulled.value)
      if (held.length >= TOGETHER) yield* await read()
    }
  } finally {
    await pieces.return({ complete: false, stopped: [], frontier: [], depth: 0 })
  }
}
