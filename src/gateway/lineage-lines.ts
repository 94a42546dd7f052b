import type { LineagePiece } from '../graph/walk-lineage.ts'
import type { Attribute } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { derivationOf } from '../plan/derivation-of.ts'
import type { Cell, EntityRow } from '../vocabulary/entity-row.ts'
import { ORDERS } from '../vocabulary/graph-property.ts'
import { formatInstant, instant, type Instant } from '../vocabulary/instant.ts'
import { keyOfRef, typeOfRef } from '../vocabulary/ref.ts'
import { keptList } from './resolvers/kept-resolver.ts'

/** As the schema names it. */
export const BELONGS_TO = 'belongsTo'

export const line = (value: unknown): string => `${JSON.stringify(value)}\n`

/** Writes pieces of a walk as lines of NDJSON; what a column holds is looked up once a type, not once a node. JSON leaves out `values` where none were read. */
export const lineOf = (model: Model, columnsOf: ReadonlyMap<string, readonly string[]>): ((piece: LineagePiece) => string) => {
  const shownOf = new Map([...columnsOf].map(([type, columns]) => [type, showing(model, type, columns)]))
  return (piece) => {
    if ('edge' in piece) return line({ edge: edgeShown(model, piece) })
    const { node, depth, values } = piece
    const type = typeOfRef(node)
    return line({ node: { id: node, type, key: keyOfRef(node), depth, values: values && shownOf.get(type)?.(values) } })
  }
}

const edgeShown = (model: Model, { edge: { from, to, link } }: Extract<LineagePiece, { readonly edge: unknown }>): unknown => {
  const derivation = derivationOf(model, link)
  return {
    from, to, relation: link.name, inferred: link.inferred, sources: link.sources,
    validFrom: moment(link.validFrom), validTo: moment(link.validTo), knownFrom: moment(link.knownFrom), knownTo: moment(link.knownTo),
    derivation: derivation === undefined ? null : { name: derivation.name, version: derivation.version },
  }
}

/** Columns as GraphQL answers them: times as RFC 3339, lists where a path was kept along. */
const showing = (model: Model, name: string, columns: readonly string[]): ((values: EntityRow['values']) => Readonly<Record<string, unknown>>) => {
  const type = model.types.get(name)
  const shown = columns.map((column) => {
    const kept = type?.kept.get(column)
    const one = cellOf(kept === undefined ? type?.attributes.get(column) : kept.attribute)
    const show = column === ORDERS ? (cell: Cell) => cell ?? [] : kept === undefined ? one : (cell: Cell) => keptList(kept, cell).map((each) => one(each as Cell))
    return { column, named: column === ORDERS ? BELONGS_TO : column, show }
  })
  return (values) => {
    const answered: Record<string, unknown> = {}
    for (const { column, named, show } of shown) answered[named] = show(values[column] ?? null)
    return answered
  }
}

const cellOf = (attribute: Attribute | undefined): ((cell: Cell) => unknown) =>
  attribute?.type === 'DateTime' ? (cell) => (typeof cell === 'number' ? formatInstant(instant(cell)) : cell) : (cell) => cell

const moment = (at: Instant | undefined): string | null => at === undefined ? null : formatInstant(at)
