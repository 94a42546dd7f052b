import { csvText } from '../recall/csv-lines.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import type { RecallUnit } from '../vocabulary/recall.ts'

/** What a line says of a unit, in this order. */
const shown = ({ ref, lots, orders, lines, consignees, subjects, usedAt, disposition, dispositionAt, dispositionBy, isDoubtful, isInferred }: RecallUnit) => ({
  unit: ref, lots, orders, lines, consignees, subjects, usedAt: usedAt.map(formatInstant), disposition, dispositionAt: moment(dispositionAt), dispositionBy: dispositionBy ?? null, doubtful: isDoubtful, inferred: isInferred,
})
const moment = (at: Instant | undefined): string | null => (at === undefined ? null : formatInstant(at))

const COLUMNS = ['unit', 'lots', 'orders', 'lines', 'consignees', 'subjects', 'usedAt', 'disposition', 'dispositionAt', 'dispositionBy', 'doubtful', 'inferred'] as const satisfies readonly (keyof ReturnType<typeof shown>)[]

/** Several in one cell stand on lines of their own: a ref may hold any other character. */
const cellOf = (value: ReturnType<typeof shown>[(typeof COLUMNS)[number]]): string => (value === null ? '' : typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : value.join('\n'))

export interface UnitLines {
  readonly type: string
  readonly head: string
  readonly lineOf: (unit: RecallUnit) => string
}

/** Units of a recall as they are streamed. */
export const UNIT_LINES: Readonly<Record<'ndjson' | 'csv', UnitLines>> = {
  ndjson: { type: 'application/x-ndjson', head: '', lineOf: (unit) => `${JSON.stringify(shown(unit))}\n` },
  csv: { type: 'text/csv; charset=utf-8', head: `\uFEFF${csvText(COLUMNS)}`, lineOf: (unit) => { const values = shown(unit); return csvText(COLUMNS.map((column) => cellOf(values[column]))) } },
}
