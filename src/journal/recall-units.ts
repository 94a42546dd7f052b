import { createHash } from 'node:crypto'
import { canonicalUnit } from '../recall/canonical-unit.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { UnitDisposition, RecallUnit } from '../vocabulary/recall.ts'
import { unitOf, type UnitRow } from './recall-rows.ts'
import { sql } from './sql.ts'
import type { Reader } from './told.ts'

/** Which units; everything given holds. */
export interface UnitsWhere {
  readonly dispositions?: readonly UnitDisposition[]
  readonly consignee?: Ref
  readonly order?: Ref
  readonly subject?: Ref
  readonly lot?: Ref
  readonly isDoubtful?: boolean
  readonly isInferred?: boolean
}

export interface UnitsAsked {
  readonly where?: UnitsWhere
  readonly first: number
  /** The ref after which to go on. */
  readonly after?: Ref
  readonly count: boolean
}

export interface UnitPage {
  readonly units: readonly RecallUnit[]
  readonly hasNextPage: boolean
  readonly total?: number
}

/** Units of what is frozen, by ref. Cost: one statement, of the page; narrowed or counted, of all units of the version at a microsecond each. */
export const readUnits = async (reader: Reader, frozen: number, { where = {}, first, after, count }: UnitsAsked): Promise<UnitPage> => {
  const { dispositions, consignee, order, subject, lot, isDoubtful, isInferred } = where
  const { rows } = await reader.query<UnitRow>(sql('read/recall-units', [
    frozen, after ?? '', dispositions ?? null, consignee ?? null, order ?? null, subject ?? null, lot ?? null, isDoubtful ?? null, isInferred ?? null, first + 1, count,
  ]))
  const found = rows.flatMap((row) => (row.ref === null ? [] : [unitOf({ ...row, ref: row.ref })]))
  return { units: found.slice(0, first), hasNextPage: found.length > first, ...(count ? { total: rows[0]?.total ?? 0 } : {}) }
}

const BATCH = 5000

/** All units of what is frozen, in the order of refs. Cost: a statement for 5,000; memory: a batch. */
export async function* streamUnits(reader: Reader, frozen: number, where: UnitsWhere = {}): AsyncGenerator<readonly RecallUnit[], undefined> {
  let after: Ref | undefined
  for (;;) {
    const { units, hasNextPage } = await readUnits(reader, frozen, { where, first: BATCH, count: false, ...(after === undefined ? {} : { after }) })
    if (units.length > 0) yield units
    if (!hasNextPage) return
    after = units.at(-1)?.ref
  }
}

/** The digest of what is stored now, with how many units it is over. */
export const digestStored = async (reader: Reader, frozen: number): Promise<{ readonly digest: string; readonly units: number }> => {
  const hash = createHash('sha256')
  let count = 0
  for await (const units of streamUnits(reader, frozen)) {
    for (const unit of units) hash.update(canonicalUnit(unit))
    count += units.length
  }
  return { digest: hash.digest('hex'), units: count }
}
