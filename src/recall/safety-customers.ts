import type { RecallAct, RecallActKind, UnitDisposition } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { formatInstant } from '../vocabulary/instant.ts'
import { joinFields, type Field } from './field.ts'
import { fieldLabel, type FieldName } from '../vocabulary/report-fields.ts'
import type { Details, RecallReport, ReportUnit } from './report.ts'
import { fieldColumns, makeTable, type Column, type Line, type Table } from './table.ts'

const NOT_TOLD: Field = { missing: 'NOT_TOLD' }
const frozen = (value: string | number): Field => ({ value: String(value), source: 'frozen result' })

/** What a field safety notice says of the case: Regulation (EU) 2017/745, Article 89(8), in the terms of the Commission's template. */
export const safetyNoticeLines = ({ firm, statements, details }: RecallReport): readonly Line[] => {
  const ofCase = (names: readonly FieldName<'CASE'>[], cites: string): readonly Line[] => names.map((name) => ({ title: fieldLabel('CASE', name), cites, field: statements[name] }))
  const products = Object.values(details.PRODUCT) as readonly Details<'PRODUCT'>[]
  const ofProducts = (names: readonly FieldName<'PRODUCT'>[], cites: string): readonly Line[] => names.map((name) => ({ title: fieldLabel('PRODUCT', name), cites, field: joinFields(products.map((product) => product[name]), NOT_TOLD) }))
  return [
    ...ofCase(['noticeReference', 'noticeDate', 'actionReference'], 'FSN template, head'),
    ...ofProducts(['deviceType', 'brandName'], 'FSN template 1.1-1.2'),
    ...ofProducts(['di'], 'MDR 89(8); FSN template 1.3'),
    ...ofProducts(['intendedUse', 'model', 'softwareVersion'], 'FSN template 1.4-1.6'),
    ...ofCase(['events', 'hazard'], 'MDR 89(8); FSN template 2'),
    ...ofCase(['userActions', 'actions'], 'MDR 89(8); FSN template 3'),
    { title: fieldLabel('FIRM', 'srn'), cites: 'MDR 89(8)', field: firm.srn },
    ...(['name', 'address', 'phone'] as const).map((name) => ({ title: fieldLabel('FIRM', name), cites: 'FSN template 4', field: firm[name] })),
  ]
}

/** The devices of one lot and product that one customer was sent. */
interface Supply {
  readonly consignee: Ref
  readonly product?: Ref
  readonly lot?: Ref
  readonly shippedOn: readonly Field[]
  readonly units: readonly ReportUnit[]
}

const suppliesOf = ({ units, details }: RecallReport): readonly Supply[] => {
  const found = new Map<string, { readonly consignee: Ref; readonly product?: Ref; readonly lot?: Ref; readonly units: ReportUnit[] }>()
  for (const unit of units) {
    const lots: readonly (Ref | undefined)[] = unit.lots.length === 0 ? [undefined] : unit.lots
    for (const consignee of unit.consignees) {
      for (const lot of lots) {
        const key = JSON.stringify([consignee, unit.product ?? '', lot ?? ''])
        const supply = found.get(key) ?? { consignee, ...(unit.product === undefined ? {} : { product: unit.product }), ...(lot === undefined ? {} : { lot }), units: [] }
        supply.units.push(unit)
        found.set(key, supply)
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, supply]) => ({ ...supply, shippedOn: supply.units.map(({ ref }) => details.UNIT[ref]?.shippedOn ?? NOT_TOLD) }))
}

/** One device that one customer was sent. */
interface Supplied {
  readonly consignee: Ref
  readonly unit: ReportUnit
}

/** The first day and the last, where there are several. */
const span = (fields: readonly Field[]): Field => {
  const said = fields.filter((field) => 'value' in field).toSorted((a, b) => (a.value < b.value ? -1 : 1))
  const [first, last] = [said[0], said.at(-1)]
  if (first === undefined || last === undefined) return fields[0] ?? NOT_TOLD
  return first.value === last.value ? first : { value: `${first.value} to ${last.value}`, source: first.source === last.source ? first.source : `${first.source}; ${last.source}` }
}

/** The latest act of a kind about a customer, or about all. */
const actAbout = (acts: readonly RecallAct[], kind: RecallActKind) => ({ consignee }: Supply): Field => {
  const act = acts.findLast((each) => each.act === kind && (each.about === undefined || each.about === consignee))
  return act === undefined ? NOT_TOLD : { value: formatInstant(act.recordedAt), source: act.actor }
}

const countOf = (title: string, cites: string, dispositions: readonly UnitDisposition[]): Column<Supply> => ({ title, cites, of: ({ units }) => frozen(units.filter(({ disposition }) => dispositions.includes(disposition)).length) })

const REPLY_2 = 'MDR 25(2)(c); FSN customer reply 2'
const REPLY_3 = 'FSN customer reply 3'

/** Whom a field safety notice goes to, with what each was sent and has answered: a line for each customer, product and lot; and the devices one by one. */
export const safetyCustomers = (report: RecallReport): readonly Table[] => {
  const { details, acts } = report
  const ofCustomer = (names: readonly FieldName<'CONSIGNEE'>[], cites: string) => fieldColumns<'CONSIGNEE', Supply>('CONSIGNEE', names, cites, ({ consignee }) => details.CONSIGNEE[consignee], NOT_TOLD)
  const ofProduct = (names: readonly FieldName<'PRODUCT'>[], cites: string) => fieldColumns<'PRODUCT', Supply>('PRODUCT', names, cites, ({ product }) => (product === undefined ? undefined : details.PRODUCT[product]), NOT_TOLD)
  const ofLot = fieldColumns<'LOT', Supply>('LOT', ['number'], 'FSN customer reply 1', ({ lot }) => (lot === undefined ? undefined : details.LOT[lot]), NOT_TOLD)
  const customer: Column<Supply> = { title: 'customer', cites: '', of: ({ consignee }) => frozen(consignee) }
  return [
    makeTable('fsn-customers', 'Customers of the field safety notice', [
      customer, ...ofCustomer(['account', 'name', 'address', 'country', 'department', 'contactName', 'contactTitle', 'phone', 'email'], REPLY_2),
      ...ofProduct(['brandName', 'model'], 'FSN customer reply 1'), ...ofProduct(['di'], 'MDR 89(8)'), ...ofLot,
      { title: 'Devices supplied', cites: 'MDR 25(2)(c)', of: ({ units }) => frozen(units.length) },
      { title: 'Supplied on', cites: 'MDR 25(2)(c)', of: ({ shippedOn }) => span(shippedOn) },
      { title: 'Notice sent on', cites: 'MDR 89(8)', of: actAbout(acts, 'NOTIFIED') },
      { title: 'Receipt confirmed on', cites: REPLY_3, of: actAbout(acts.filter(({ about }) => about !== undefined), 'ACKNOWLEDGED') },
      countOf('Returned', REPLY_3, ['RETURNED']), countOf('Destroyed', REPLY_3, ['DESTROYED']), countOf('Used', REPLY_3, ['USED', 'EXPLANTED']),
      countOf('Not accounted for', REPLY_3, ['AT_CONSIGNEE', 'IN_TRANSIT', 'IN_STOCK', 'UNKNOWN']),
    ], () => suppliesOf(report)),
    makeTable('fsn-devices', 'Devices of each customer', [
      { title: 'customer', cites: '', of: ({ consignee }) => frozen(consignee) },
      ...fieldColumns<'CONSIGNEE', Supplied>('CONSIGNEE', ['name'], REPLY_2, ({ consignee }) => details.CONSIGNEE[consignee], NOT_TOLD),
      ...fieldColumns<'UNIT', Supplied>('UNIT', ['udi', 'lot', 'serial'], 'MDR 89(8)', ({ unit }) => details.UNIT[unit.ref], NOT_TOLD),
      ...fieldColumns<'UNIT', Supplied>('UNIT', ['shippedOn'], 'MDR 25(2)(c)', ({ unit }) => details.UNIT[unit.ref], NOT_TOLD),
      { title: 'Where it is', cites: REPLY_3, of: ({ unit }) => frozen(unit.disposition) },
    ], () => report.units.flatMap((unit) => unit.consignees.map((consignee) => ({ consignee, unit }))).sort((a, b) => (a.consignee < b.consignee ? -1 : a.consignee > b.consignee ? 1 : 0))),
  ]
}
