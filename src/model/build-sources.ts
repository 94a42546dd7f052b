import { sourceEnvironment } from '../expression/environments.ts'
import { buildYield } from './build-yields.ts'
import type { BuiltTypes } from './build-types.ts'
import { compileAt, MOMENT, TEXT, TRUTH, type ExpressionPlace, type Wanted } from './compile-at.ts'
import type { SourceModel } from './model.ts'
import type { Report } from './model-problem.ts'
import { schemaOf } from './record-schemas.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { SourceData } from './shapes.ts'

const EXPRESSIONS = { eventId: TEXT, occurredAt: MOMENT, recordedAt: MOMENT, sequence: TEXT, corrects: TEXT, retracts: TEXT, delete: TRUTH } as const satisfies Partial<Record<keyof SourceData, Wanted>>

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [k in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { readonly [k in K]: V }))

const compileAll = (place: ExpressionPlace, data: Draft<SourceData>) => {
  const given = Object.entries(EXPRESSIONS).filter(([key]) => data[key as keyof SourceData] !== undefined)
  return Object.fromEntries(given.map(([key, wanted]) => [key, compileAt(place, [key], wanted)])) as Partial<Record<keyof typeof EXPRESSIONS, ReturnType<typeof compileAt>>>
}

/** Column names of files without a header, when all of them are known. */
const columnsOf = ({ format, options, columns }: Draft<SourceData>): readonly string[] | undefined => {
  const named = columns?.filter((column) => column !== undefined)
  return format === 'csv' && options?.header === false && named?.length === columns?.length ? named : undefined
}

const buildSource = ({ file, data, lost }: Shaped<SourceData>, built: BuiltTypes, timezone: string, report: Report): SourceModel | undefined => {
  const place = { file, environment: sourceEnvironment(), report, lost, ...optional('columns', columnsOf(data)) }
  const { eventId, occurredAt, ...others } = compileAll(place, data)
  const yields = (data.yields ?? []).flatMap((entry, i) => (entry === undefined ? [] : [buildYield(entry, ['yields', i], { place, built })]))
  const { source: name, domain, format } = data
  if (name === undefined || domain === undefined || format === undefined || eventId === undefined || occurredAt === undefined) return undefined
  if (data.gapless === 'sequence' && data.sequence === undefined) report('WRONG_VALUE', file.at(['gapless']), { key: 'gapless', found: 'sequence, which the source has not', wanted: 'eventId, or a key sequence beside it', nearest: [] })
  return Object.freeze({
    name,
    domain,
    format,
    timezone: data.timezone ?? timezone,
    options: Object.freeze({ delimiter: data.options?.delimiter ?? ',', header: data.options?.header ?? true, encoding: data.options?.encoding ?? 'utf-8', quote: data.options?.quote ?? '"', ...optional('schema', schemaOf(data)) }),
    ...optional('columns', data.columns && Object.freeze(data.columns.filter((column) => column !== undefined))),
    eventId,
    occurredAt,
    ...optional('recordedAt', others.recordedAt),
    ...optional('sequence', others.sequence),
    ...optional('corrects', others.corrects),
    ...optional('retracts', others.retracts),
    ...optional('delete', others.delete),
    ...optional('freshness', data.freshness),
    ...optional('gapless', data.gapless),
    ...optional('trust', data.trust),
    manual: data.manual ?? false,
    yields: Object.freeze(yields.filter((entry) => entry !== undefined)),
  })
}

/** Sources by name, their names resolved and their expressions compiled. */
export const buildSources = (files: readonly Shaped<SourceData>[], built: BuiltTypes, timezone: string, report: Report): ReadonlyMap<string, SourceModel> => {
  const sources = new Map<string, SourceModel>()
  const declaredIn = new Map<string, string>()
  for (const shaped of files) {
    const name = shaped.data.source
    const earlier = name === undefined ? undefined : declaredIn.get(name)
    if (name !== undefined && earlier !== undefined) report('SOURCE_TWICE', shaped.file.at(['source']), { source: name, other: earlier })
    else if (name !== undefined) declaredIn.set(name, shaped.file.path)
    const source = buildSource(shaped, built, timezone, report)
    if (source !== undefined && earlier === undefined) sources.set(source.name, source)
  }
  return sources
}

