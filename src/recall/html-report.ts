import type { Completeness, UnitDisposition } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { formatInstant } from '../vocabulary/instant.ts'
import type { Balance } from './balance.ts'
import { fieldText, joinFields, type Field } from './field.ts'
import type { RecallReport, ReportUnit } from './report.ts'
import { reportFiles } from './report-files.ts'
import { makeTable, type Column, type Table } from './table.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`)

/** Black on white, nothing fetched; on paper the head of a table stands on each page and no row is cut in two. */
const STYLE = `body{font:14px/1.45 system-ui,sans-serif;color:#111;background:#fff;margin:2rem auto;max-width:76rem;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}dt{color:#444}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left;color:#444;padding:.25rem 0}th,td{border:1px solid #767676;padding:.25rem .4rem;text-align:left;vertical-align:top;overflow-wrap:break-word}td{min-width:4rem}
thead th{background:#eee}tbody th{font-weight:600}small{display:block;color:#444}.none{font-style:italic;color:#6b1d00}
@page{size:A4 landscape;margin:12mm}@media print{td,tbody th{overflow-wrap:anywhere;min-width:0}body{font-size:9pt;margin:0;max-width:none;padding:0}.wide{overflow:visible}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}}`

const ours = (value: string | number): Field => ({ value: String(value), source: '' })
const NOT_TOLD: Field = { missing: 'NOT_TOLD' }

const cellOf = (field: Field, at: number): string => {
  const text = escaped(fieldText(field))
  const inside = !('value' in field) ? `<span class="none">${text}</span>` : field.source === '' ? text : `${text}<small>${escaped(field.source)}</small>`
  return at === 0 ? `<th scope="row">${inside}</th>` : `<td>${inside}</td>`
}

function* htmlTable({ title, headings, rows }: Table): Generator<string> {
  const head = headings.map((heading) => `<th scope="col">${escaped(heading.title)}${heading.cites === '' ? '' : `<small>${escaped(heading.cites)}</small>`}</th>`).join('')
  yield `<div class="wide" role="region" aria-label="${escaped(title)}" tabindex="0"><table><caption>${escaped(title)}</caption><thead><tr>${head}</tr></thead><tbody>\n`
  let count = 0
  for (const row of rows) {
    count += 1
    yield `<tr>${row.map(cellOf).join('')}</tr>\n`
  }
  if (count === 0) yield `<tr><td colspan="${headings.length}">None.</td></tr>\n`
  yield '</tbody></table></div>\n'
}

const PARTS: readonly (readonly [keyof Balance & string, string])[] = [
  ['inStock', 'In stock'], ['inTransit', 'In transit'], ['atConsignees', 'At consignees'], ['used', 'Used'], ['explanted', 'Explanted'], ['returned', 'Returned'], ['destroyed', 'Destroyed'],
  ['unknown', 'Unknown'], ['unaccounted', 'Unaccounted for'], ['overAccounted', 'Accounted for beyond what was made'],
]

const balanceTable = ({ balance, lots, details }: RecallReport): Table => {
  interface Row { readonly name: Field; readonly balance: Balance }
  const columns: readonly Column<Row>[] = [
    { title: 'lot', cites: '', of: ({ name }) => name },
    { title: 'Made', cites: '', of: (row) => ours(row.balance.stated ? row.balance.made : `${row.balance.made}, as far as known`) },
    ...PARTS.map(([part, title]) => ({ title, cites: '', of: (row: Row) => ours(String(row.balance[part])) })),
  ]
  return makeTable('balance', 'Pieces by what became of them', columns, () => [
    { name: ours('All'), balance },
    ...lots.map((lot) => { const number = details.LOT[lot.lot]?.number; return { name: number !== undefined && 'value' in number ? number : ours(lot.lot), balance: lot.balance } }),
  ])
}

const consigneeTable = ({ units, details, acts }: RecallReport): Table => {
  interface Row { readonly ref: Ref; readonly units: readonly ReportUnit[] }
  const byConsignee = new Map<Ref, ReportUnit[]>()
  for (const unit of units) for (const ref of unit.consignees) {
    const of = byConsignee.get(ref)
    if (of === undefined) byConsignee.set(ref, [unit])
    else of.push(unit)
  }
  const count = (title: string, ...dispositions: readonly string[]): Column<Row> => ({ title, cites: '', of: (row) => ours(row.units.filter(({ disposition }) => dispositions.includes(disposition)).length) })
  const last = (title: string, act: string, ofAll: boolean): Column<Row> => ({
    title, cites: '',
    of: ({ ref }) => { const found = acts.findLast((each) => each.act === act && (each.about === ref || (ofAll && each.about === undefined))); return found === undefined ? NOT_TOLD : ours(formatInstant(found.recordedAt)) },
  })
  const columns: readonly Column<Row>[] = [
    { title: 'Consignee', cites: '', of: ({ ref }) => ours(ref) },
    ...(['name', 'address', 'country', 'phone'] as const).map((name) => ({ title: { name: 'Name', address: 'Address', country: 'Country', phone: 'Telephone' }[name], cites: '', of: ({ ref }: Row) => details.CONSIGNEE[ref]?.[name] ?? NOT_TOLD })),
    { title: 'Devices', cites: '', of: (row) => ours(row.units.length) },
    count('Used or explanted', 'USED', 'EXPLANTED'), count('Returned or destroyed', 'RETURNED', 'DESTROYED'), count('Still there or unknown', 'AT_CONSIGNEE', 'IN_TRANSIT', 'IN_STOCK', 'UNKNOWN'),
    last('Told on', 'NOTIFIED', true), last('Answered on', 'ACKNOWLEDGED', false),
  ]
  return makeTable('consignees', 'Whom devices were sent to', columns, () => [...byConsignee].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ref, of]) => ({ ref, units: of })))
}

/** A device at a consignee may have been used without anyone having told us: that is not the same as unused. */
const ofNoUse = (disposition: UnitDisposition): Field => (disposition === 'IN_STOCK' || disposition === 'IN_TRANSIT' ? { notApplicable: 'not with anybody who could use it' } : NOT_TOLD)

const deviceTable = ({ units, details }: RecallReport): Table => {
  const ofUnit = (title: string, name: 'udi' | 'lot' | 'serial'): Column<ReportUnit> => ({ title, cites: '', of: ({ ref }) => details.UNIT[ref]?.[name] ?? NOT_TOLD })
  return makeTable<ReportUnit>('devices', 'Every device, by ref', [
    { title: 'Device', cites: '', of: ({ ref }) => ours(ref) },
    ofUnit('UDI', 'udi'), ofUnit('lot', 'lot'), ofUnit('Serial number', 'serial'),
    { title: 'Where it is', cites: '', of: ({ disposition, dispositionBy }) => ({ value: disposition, source: dispositionBy ?? '' }) },
    { title: 'Since', cites: '', of: ({ dispositionAt }) => (dispositionAt === undefined ? NOT_TOLD : ours(formatInstant(dispositionAt))) },
    { title: 'Sent to', cites: '', of: ({ consignees }) => joinFields(consignees.map((ref) => details.CONSIGNEE[ref]?.name ?? NOT_TOLD), ours('nobody')) },
    { title: 'patient', cites: '', of: ({ subjects, disposition }) => (subjects.length > 0 ? ours(subjects.join('; ')) : ofNoUse(disposition)) },
    { title: 'Used on', cites: '', of: ({ usedAt, disposition }) => (usedAt.length > 0 ? ours(usedAt.map(formatInstant).join('; ')) : ofNoUse(disposition)) },
    { title: 'Doubts', cites: '', of: ({ isDoubtful, isInferred }) => ours([...(isDoubtful ? ['sources disagree'] : []), ...(isInferred ? ['found over inferred links alone'] : [])].join('; ') || 'none') },
  ], () => units)
}

const actTable = ({ acts }: RecallReport): Table =>
  makeTable('acts', 'What was done, first to last', [
    { title: 'When', cites: '', of: ({ recordedAt }) => ours(formatInstant(recordedAt)) }, { title: 'What', cites: '', of: ({ act }) => ours(act) }, { title: 'Version', cites: '', of: ({ version }) => ours(version) },
    { title: 'About', cites: '', of: ({ about }) => ours(about ?? 'the whole recall') }, { title: 'Who', cites: '', of: ({ actor }) => ours(actor) }, { title: 'Why', cites: '', of: ({ reason }) => ours(reason) },
  ], () => acts)

const gapLines = (gaps: Completeness): readonly string[] => {
  const counted: readonly (readonly [number, string])[] = [
    [gaps.unresolved, 'Named by links, and no record has told of them'], [gaps.undated, 'Devices in for want of a date'], [gaps.inferred, 'Devices found over links that no record states'], [gaps.doubtful, 'Devices about which sources disagree'],
    [gaps.unknown, 'Devices of which nobody says where they are'], [gaps.unansweredUnits, 'Devices of which their consignee has not said what became of them'], [gaps.unansweredConsignees, 'Consignees with such devices'],
  ]
  return [
    ...gaps.sources.flatMap(({ source, lastRecordedAt, objective, missing }) => [
      ...(objective === undefined ? [] : [`Source ${source}: ${lastRecordedAt === undefined ? 'never heard of' : `last heard of ${formatInstant(lastRecordedAt)}`}, wanted within ${objective}.`]),
      ...(missing === undefined ? [] : [`Source ${source}: ${missing.numbers} of the numbers that count its records are missing, the first ${missing.first}.`]),
    ]),
    ...counted.filter(([count]) => count > 0).map(([count, what]) => `${what}: ${count}.`),
    ...gaps.notModelled.map((role) => `The model keeps no way from a device to ${role}.`),
    ...(gaps.circular.length === 0 ? [] : [`These come of themselves, by way of others, so that a record of where they come from is wrong: ${gaps.circular.join(', ')}.`]),
  ]
}

function* section(title: string, body: Iterable<string>): Generator<string> {
  yield `<section><h2>${escaped(title)}</h2>\n`
  yield* body
  yield '</section>\n'
}

/** A recall for people, as one HTML file that asks for no other: read on a screen, with a screen reader, or printed. Written in pieces. */
export function* htmlReport(report: RecallReport): Generator<string> {
  const { recall, madeAt, gaps } = report
  const facts: readonly (readonly [string, string])[] = [
    ['Recall', recall.id], ['Class', recall.class], ['Depth', recall.depth], ['Stage', recall.stage], ['Version', String(recall.version)], ['Scope', recall.scope],
    ['True at', formatInstant(recall.asOf)], ['Told by', formatInstant(recall.knownAt)], ['Result (SHA-256)', recall.digest], ['Written', formatInstant(madeAt)],
  ]
  const title = `Recall ${recall.id}: ${recall.title}`
  const missing = gapLines(gaps)
  yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>\n`
  yield `<h1>${escaped(title)}</h1>\n<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>\n`
  yield* section('What is not known', missing.length === 0 ? ['<p>Nothing is known to be missing.</p>\n'] : [`<ul>${missing.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>\n`])
  yield* section('Balance', htmlTable(balanceTable(report)))
  yield* section('Consignees', htmlTable(consigneeTable(report)))
  yield* section('Devices', htmlTable(deviceTable(report)))
  yield* section('Acts', htmlTable(actTable(report)))
  for (const file of reportFiles(report)) {
    const lacks = file.tables.at(-1)
    if (lacks !== undefined) yield* section(`${file.title}: what it lacks`, htmlTable(lacks))
  }
  yield '</main></body></html>\n'
}
