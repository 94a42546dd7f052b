import { nearest } from '../../problems/nearest.ts'
import type { ModelDraft } from '../draft-model.ts'
import type { Report } from '../model-problem.ts'
import type { Shaped } from '../read-shape.ts'
import { publishedFor, UNJUDGED } from '../record-schemas.ts'
import type { SourceData } from '../shapes.ts'
import type { Rule } from './rule.ts'

const CSV_ONLY = ['delimiter', 'header', 'quote'] as const

const judgeJson = ({ file, data }: Shaped<SourceData>, report: Report): void => {
  const why = data.format === 'jsonl' ? 'each line of JSON Lines is one object with named members' : 'the records of JSON documents have named members'
  for (const key of CSV_ONLY) if (data.options?.[key] !== undefined) report('FORMAT_OPTION', file.keyAt(['options', key]), { key, why })
  if (data.columns !== undefined) report('FORMAT_OPTION', file.keyAt(['columns']), { key: 'columns', why })
}

const judgeCsv = ({ file, data, lost }: Shaped<SourceData>, report: Report): void => {
  const { delimiter = ',', quote = '"', header = true } = data.options ?? {}
  const hasColumns = data.columns !== undefined || lost(['columns'])
  if (delimiter === quote || /[\r\n]/.test(delimiter)) report('WRONG_VALUE', file.at(['options', 'delimiter']), { key: 'delimiter', found: JSON.stringify(delimiter), wanted: 'a separator that is neither the quote nor a line end', nearest: [] })
  if (header && hasColumns && !lost(['options', 'header'])) report('FORMAT_OPTION', file.keyAt(['columns']), { key: 'columns', why: "the header names the columns; for files without one write 'options: { header: false }'" })
  if (!header && !hasColumns) report('MISSING_KEY', file.keyAt(['options', 'header']), { key: 'columns', where: 'this file', wanted: 'the names of the columns, because its files have no header' })
  data.columns?.forEach((column, i, columns) => {
    if (column !== undefined && columns.indexOf(column) < i) report('WRONG_VALUE', file.at(['columns', i]), { key: 'columns', found: `'${column}' twice`, wanted: 'each column named once', nearest: [] })
  })
}

const judgeSchema = ({ file, data }: Shaped<SourceData>, schemas: ModelDraft['schemas'], report: Report): void => {
  const name = data.options?.schema
  if (name === undefined || data.format === undefined) return
  const published = publishedFor(data.format)
  if (published === undefined) {
    report('FORMAT_OPTION', file.keyAt(['options', 'schema']), { key: 'schema', why: 'records of this format say no type that a schema could have a definition of' })
    return
  }
  const known = [published, UNJUDGED, ...schemas.keys()]
  if (!known.includes(name)) report('WRONG_VALUE', file.at(['options', 'schema']), { key: 'schema', found: `'${name}'`, wanted: `one of ${known.join(', ')}, or another that stands in schemas/`, nearest: nearest(name, known) })
}

/** Options that the format cannot honour are said, not ignored. */
export const sourceFormats: Rule = ({ sources, schemas }, report) => {
  for (const source of sources) {
    if (source.data.format === 'csv') judgeCsv(source, report)
    else if (source.data.format !== undefined) judgeJson(source, report)
    judgeSchema(source, schemas, report)
  }
}
