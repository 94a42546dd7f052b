import { compileEntities, type EntitiesWanted } from '../compile/compile-entities.ts'
import { compileFoundOrder, compileIdentity, type FoundOrderPlan } from '../compile/compile-identity.ts'
import { compileOnce, LATE } from '../compile/compile-once.ts'
import type { Statement } from '../compile/statement.ts'
import type { Model } from '../model/model.ts'
import type { RowPlan } from '../plan/page-plan.ts'
import { MOST_MATCHES, type IdentifierLookup } from '../plan/plan-identity.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { decoderBelow, valuesOf, type CountRows } from './decode-below.ts'
import type { GraphReader, Row } from './graph-reader.ts'
import type { ReadRow } from './page.ts'

/** Entities of one type, which is what an order is asked by. */
const compileOfType = compileOnce((row: RowPlan) => compileEntities([{ row, refs: LATE.refs }], LATE.now))

/** Many entities of any types, by ref, in one statement. What is not there is absent from the answer. */
export const readEntities = async (reader: GraphReader, refs: readonly Ref[], planOf: (type: string) => RowPlan | undefined, now: Instant): Promise<ReadonlyMap<Ref, ReadRow>> => {
  const byType = [...Map.groupBy(new Set(refs), typeOfRef)].sort(([a], [b]) => (a < b ? -1 : 1))
  const wanted: readonly EntitiesWanted[] = byType.flatMap(([type, of]) => {
    const row = planOf(type)
    return row === undefined ? [] : [{ row, refs: of }]
  })
  if (wanted.length === 0) return new Map()
  const decoders = new Map(wanted.map(({ row }) => [row.type.name, rowDecoder(row)]))
  const [only] = wanted
  const statement = only !== undefined && wanted.length === 1 ? compileOfType(only.row, { refs: only.refs, now }) : compileEntities(wanted, now)
  const rows = await reader.read(statement, (row, count): readonly (readonly [Ref, ReadRow])[] => {
    const ref = storedRef(row.get('ref') as string)
    const decode = decoders.get(typeOfRef(ref))
    return decode === undefined ? [] : [[ref, decode(ref, row, count)]]
  })
  return new Map(rows.flat())
}

const rowDecoder = (plan: RowPlan): ((ref: Ref, row: Row, count: CountRows) => ReadRow) => {
  const readBelow = decoderBelow(plan)
  return (ref, row, count) => {
    const cells = row.get('columns') as readonly unknown[]
    return { type: plan.type.name, ref, values: valuesOf(plan.columns, cells, 0), pages: readBelow(ref, cells, plan.columns.length, count) }
  }
}

const compileFound = compileOnce((plan: FoundOrderPlan) => compileFoundOrder(plan, MOST_MATCHES, LATE.now))

const foundStatement = (plan: FoundOrderPlan, lookups: readonly IdentifierLookup[], now: Instant): Statement => {
  const { parameters, ...statement } = compileFound(plan, { refs: [], now })
  return { ...statement, parameters: { ...parameters, ...compileIdentity('', lookups, MOST_MATCHES + 1).parameters } }
}

/** The one order that lookups of the plan's form lead to, found and read in one statement; undefined when there is none, or several. */
export const readFoundOrder = async (reader: GraphReader, plan: FoundOrderPlan, lookups: readonly IdentifierLookup[], now: Instant): Promise<ReadRow | undefined> => {
  const decode = rowDecoder(plan.row)
  const [found] = await reader.read(foundStatement(plan, lookups, now), (row, count) => decode(storedRef(row.get('ref') as string), row, count))
  return found
}

/** Readies the graph for what `readFoundOrder` sends. */
export const rehearseFoundOrder = (reader: GraphReader, plan: FoundOrderPlan, now: Instant): Promise<void> => reader.rehearse(foundStatement(plan, plan.lookups, now))

/** Readies the graph for what `readEntities` sends for one entity of this type. */
export const rehearseEntity = (reader: GraphReader, row: RowPlan, ref: Ref, now: Instant): Promise<void> => reader.rehearse(compileOfType(row, { refs: [ref], now }))

/** The same columns of entities of any types, and nothing below them: no link is read, so no moment matters. */
export const readColumns = (reader: GraphReader, model: Model, refs: readonly Ref[], columns: readonly string[]): Promise<ReadonlyMap<Ref, ReadRow>> =>
  readEntities(reader, refs, (name) => {
    const type = model.types.get(name)
    return type === undefined ? undefined : { type, columns, relations: new Map() }
  }, instant(0))
