import type { Ref } from '../vocabulary/ref.ts'
import { joinFields, MISSING_REASONS, type Field } from './field.ts'
import { fieldLabel, type FieldName } from '../vocabulary/report-fields.ts'
import type { RecallReport } from './report.ts'
import { capital, fieldColumns, identifiedByAny, makeTable, type Line, type Table } from './table.ts'

const NOT_TOLD: Field = { missing: 'NOT_TOLD' }
const given = (value: string | number): Field => ({ value: String(value), source: 'frozen result' })

/** As in the rule's own example, 1234567-6/1/97-001-C: registration number (0000000: it has none), month/day/year, which of the firm's reports of its type, C or R. */
const reportNumber = ({ firm, statements, madeAt }: RecallReport): Field => {
  const parts = [firm.registration, statements.sequence, statements.reportType]
  const [registration, sequence, type] = parts
  if (registration === undefined || sequence === undefined || type === undefined || !('value' in registration) || !('value' in sequence) || !('value' in type)) return parts.find((part) => !('value' in part)) ?? NOT_TOLD
  const day = new Date(madeAt)
  const date = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${String(day.getUTCFullYear() % 100).padStart(2, '0')}`
  return { value: `${registration.value}-${date}-${sequence.value.padStart(3, '0')}-${type.value}`, source: `${registration.source}; ${sequence.source}` }
}

/** Seven zeros stand for none. */
const hasNumber = (registration: Field): boolean => 'value' in registration && !/^0+$/.test(registration.value)

const inCommerce = ({ balance }: RecallReport): number => balance.made - balance.inStock

/** 21 CFR 806.10(c), as far as it is no list. */
export const correctionsLines = (report: RecallReport): readonly Line[] => {
  const { firm, statements, balance } = report
  const ofFirm = (names: readonly FieldName<'FIRM'>[], cites: string): readonly Line[] => names.map((name) => ({ title: fieldLabel('FIRM', name), cites, field: firm[name] }))
  const ofCase = (names: readonly FieldName<'CASE'>[], cites: string): readonly Line[] => names.map((name) => ({ title: fieldLabel('CASE', name), cites, field: statements[name] }))
  return [
    { title: 'Report number', cites: '806.10(c)(1)', field: reportNumber(report) },
    ...ofFirm(['name', 'address', 'phone', 'contactName', 'contactTitle', 'contactAddress', 'contactPhone'], '806.10(c)(2)'),
    { title: fieldLabel('FIRM', 'everRegistered'), cites: '806.10(c)(4)', field: hasNumber(firm.registration) ? { notApplicable: 'it has a registration number' } : firm.everRegistered },
    ...ofCase(['events', 'actions'], '806.10(c)(7)'),
    ...ofCase(['injuries', 'reportedIncidents'], '806.10(c)(8)'),
    { title: balance.stated ? 'Devices manufactured' : 'Devices manufactured, as far as known', cites: '806.10(c)(9)', field: given(balance.made) },
    { title: 'Of them not in our stock', cites: '806.10(c)(9)', field: given(inCommerce(report)) },
    ...ofCase(['communications', 'otherRecipients'], '806.10(c)(12)'),
  ]
}

interface Delivery {
  readonly consignee?: Ref
  readonly shippedOn: Field
  readonly units: number
}

const textOf = (field: Field): string => ('value' in field ? field.value : '')

/** The day of a time, in UTC. */
const dayOf = (field: Field): Field => ('value' in field && /^\d{4}-\d\d-\d\dT/.test(field.value) ? { ...field, value: field.value.slice(0, 10) } : field)

/** Units sent to each consignee on each day: what is sent to two is at both. */
const deliveries = ({ units, details }: RecallReport): readonly Delivery[] => {
  const found = new Map<string, Delivery>()
  for (const unit of units) {
    const shippedOn = dayOf(details.UNIT[unit.ref]?.shippedOn ?? NOT_TOLD)
    for (const consignee of unit.consignees) {
      const key = JSON.stringify([consignee, textOf(shippedOn)])
      const before = found.get(key)
      found.set(key, { consignee, shippedOn: before === undefined ? shippedOn : joinFields([before.shippedOn, shippedOn], NOT_TOLD), units: (before?.units ?? 0) + 1 })
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, delivery]) => delivery)
}

/** 21 CFR 806.10(c), the lists: devices (3)-(5), lots (5), (9), (10), consignees (11). */
export const correctionsTables = (report: RecallReport): readonly Table[] => {
  const { details, lots } = report
  const products = (Object.keys(details.PRODUCT) as Ref[]).map((ref) => [ref, details.PRODUCT[ref]] as const)
  const ofProduct = (names: readonly FieldName<'PRODUCT'>[], cites: string) => fieldColumns<'PRODUCT', (typeof products)[number]>('PRODUCT', names, cites, ([, product]) => product, NOT_TOLD)
  const consigneeColumns = fieldColumns<'CONSIGNEE', Delivery>('CONSIGNEE', ['name', 'address', 'phone', 'country'], '806.10(c)(11)', ({ consignee }) => (consignee === undefined ? undefined : details.CONSIGNEE[consignee]), NOT_TOLD)
  return [
    makeTable('806-devices', 'Devices', [
      { title: 'product', cites: '', of: ([ref]) => given(ref) },
      ...ofProduct(['brandName', 'commonName', 'intendedUse'], '806.10(c)(3)'), ...ofProduct(['premarketNumber', 'listingNumber'], '806.10(c)(4)'), ...identifiedByAny(ofProduct(['di', 'model'], '806.10(c)(5)')),
    ], () => products),
    makeTable('806-lots', 'Lots', [
      { title: 'lot', cites: '', of: ({ lot }) => given(lot) },
      ...fieldColumns<'LOT', (typeof lots)[number]>('LOT', ['number'], '806.10(c)(5)', ({ lot }) => details.LOT[lot], NOT_TOLD),
      { title: 'Made in the lot', cites: '806.10(c)(9)', of: ({ balance }) => (balance.stated ? given(balance.made) : NOT_TOLD) },
      { title: 'Known of it', cites: '806.10(c)(9)', of: ({ balance }) => given(balance.made - balance.unaccounted + balance.overAccounted) },
      ...fieldColumns<'LOT', (typeof lots)[number]>('LOT', ['madeOn', 'expiresOn'], '806.10(c)(10)', ({ lot }) => details.LOT[lot], NOT_TOLD),
    ], () => lots),
    makeTable('806-consignees', 'Consignees', [
      { title: 'Consignee', cites: '', of: ({ consignee }) => (consignee === undefined ? NOT_TOLD : given(consignee)) },
      ...consigneeColumns,
      { title: 'Distributed on', cites: '806.10(c)(11)', of: ({ shippedOn }) => shippedOn },
      { title: 'Devices distributed', cites: '806.10(c)(11)', of: ({ units }) => given(units) },
    ], () => deliveries(report)),
  ]
}

interface Missing {
  readonly title: string
  readonly cites: string
  readonly fields: number
  readonly reason: string
  readonly until?: string
}

/**
 * What is not there, why, and when it will be told, as 21 CFR 806.10(c)(13) asks; `cites`: the paragraph, where one does. The cells of a column that lack one thing for
 * one reason are one line, counted. What is missing of columns that are ours alone is not told.
 */
export const missingTable = (name: string, lines: readonly Line[], tables: readonly Table[], cites = ''): Table => {
  const found = new Map<string, Missing>()
  const note = (title: string, cites: string, field: Field): void => {
    if (!('missing' in field) || cites === '') return
    const reason = `${MISSING_REASONS[field.missing]}${field.note === undefined ? '' : `: ${field.note}`}`
    const key = JSON.stringify([cites, title, reason, field.until])
    found.set(key, { title, cites, reason, fields: (found.get(key)?.fields ?? 0) + 1, ...(field.until === undefined ? {} : { until: field.until }) })
  }
  const collect = (): Iterable<Missing> => {
    found.clear()
    for (const { title, cites, field } of lines) note(capital(title), cites, field)
    for (const { headings, title, rows } of tables) {
      for (const row of rows) for (const [at, field] of row.entries()) note(`${title}: ${headings[at]?.title ?? ''}`, headings[at]?.cites ?? '', field)
    }
    return found.values()
  }
  const ours = (value: string | number): Field => ({ value: String(value), source: '' })
  return makeTable(name, 'What is missing, and why', [
    { title: 'Missing', cites, of: ({ title }) => ours(title) },
    { title: 'Asked for by', cites: '', of: (missing) => ours(missing.cites) },
    { title: 'How many', cites: '', of: ({ fields }) => ours(fields) },
    { title: 'Why', cites, of: ({ reason }) => ours(reason) },
    { title: 'To be told by', cites, of: ({ until }) => (until === undefined ? NOT_TOLD : ours(until)) },
  ], collect)
}
