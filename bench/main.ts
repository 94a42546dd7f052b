import { parseArgs } from 'node:util'
import { benchCrowd, type CrowdFigures } from './crowd.ts'
import { benchDefinitions } from './definitions.ts'
import { benchImport } from './import.ts'
import { openLoadedHome, type Loaded } from './loaded-home.ts'
import { describeMachine, measureContention } from './machine.ts'
import { prepareData, type MedtechData } from './medtech-data.ts'
import { benchMeaning } from './meaning.ts'
import { benchMemory } from './memory.ts'
import { benchRecall, type RecallFigure } from './recall.ts'
import { benchRehearsal, type RehearsalFigures } from './rehearse.ts'
import { benchRead, type ReadFigure } from './read.ts'
import { benchPeers, type PeerFigure } from './peers/bench-peers.ts'
import { describeReport, type BenchReport } from './report.ts'
import { benchStart } from './start.ts'
import { benchWrite } from './write.ts'

const PARTS = ['read', 'meaning', 'peers', 'crowd', 'recall', 'write', 'definitions', 'import', 'memory', 'start'] as const
type Part = (typeof PARTS)[number]

const USAGE = `npm run bench -- [--orders 10000] [--slim] [--only ${PARTS.join('|')}] [--json] [--reload] [--question <part of a name>] [--profile <folder>]`
/** The write part keeps every statement in memory to send it again, so it takes at most so many orders (about 100,000 records). */
const MOST_WRITTEN = 2_500

interface Asked {
  readonly orders: number
  readonly slim: boolean
  readonly parts: ReadonlySet<Part>
  readonly json: boolean
  /** Throw the loaded home away first. */
  readonly reload: boolean
  readonly question: string | undefined
  readonly profile: string | undefined
}

/** Undefined when only the usage is asked for. */
const readAsked = (): Asked | undefined => {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string', default: '10000' }, slim: { type: 'boolean', default: false }, only: { type: 'string', multiple: true }, json: { type: 'boolean', default: false },
      reload: { type: 'boolean', default: false }, question: { type: 'string' }, profile: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  const orders = Number(values.orders)
  if (!Number.isSafeInteger(orders) || orders < 100) throw new Error(`--orders is '${values.orders}'; wanted: a whole number from 100. Usage: ${USAGE}`)
  const parts = new Set(values.only?.map((name) => {
    const part = PARTS.find((candidate) => candidate === name)
    if (part === undefined) throw new Error(`--only is '${name}'; wanted: ${PARTS.join(', ')}. Usage: ${USAGE}`)
    return part
  }) ?? PARTS)
  return { orders, slim: values.slim, parts, json: values.json, reload: values.reload, question: values.question, profile: values.profile }
}

const readLoaded = async (data: MedtechData, { parts, reload, question, profile }: Asked): Promise<{ readonly loaded: Loaded; readonly read?: readonly ReadFigure[]; readonly meaning?: readonly ReadFigure[]; readonly rehearsal?: RehearsalFigures; readonly peers?: readonly PeerFigure[]; readonly crowd?: CrowdFigures; readonly recall?: readonly RecallFigure[] }> => {
  const { servers, loaded } = await openLoadedHome(data, reload)
  try {
    return {
      loaded,
      ...(parts.has('read') ? { read: await benchRead(servers, data, { profile, question }) } : {}),
      ...(parts.has('meaning') ? { meaning: await benchMeaning(servers, data, profile), rehearsal: await benchRehearsal(servers, profile) } : {}),
      ...(parts.has('crowd') ? { crowd: await benchCrowd(servers, data) } : {}),
      ...(parts.has('recall') ? { recall: await benchRecall(servers, data, profile) } : {}),
      ...(parts.has('peers') ? { peers: await benchPeers(servers, data, { profile, question }) } : {}),
    }
  } finally {
    await servers.stop()
  }
}

const main = async (): Promise<void> => {
  const asked = readAsked()
  if (asked === undefined) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const { orders, slim, parts } = asked
  const world = { orders, slim }
  const machine = describeMachine()
  const measured: Omit<BenchReport, 'machine' | 'orders' | 'slim' | 'contentionAfter'> = {
    ...(parts.has('read') || parts.has('meaning') || parts.has('peers') || parts.has('crowd') || parts.has('recall') || parts.has('start') ? await readLoaded(await prepareData(world), asked) : {}),
    ...(parts.has('start') ? { start: await benchStart(world) } : {}),
    ...(parts.has('write') ? { write: await benchWrite(await prepareData({ orders: Math.min(orders, MOST_WRITTEN), slim })) } : {}),
    ...(parts.has('definitions') ? { definitions: await benchDefinitions(await prepareData({ orders: Math.min(orders, MOST_WRITTEN), slim })) } : {}),
    ...(parts.has('import') ? { import: await benchImport(await prepareData(world)) } : {}),
    ...(parts.has('memory') ? { memory: await benchMemory() } : {}),
  }
  const report: BenchReport = { machine, orders, slim, ...measured, contentionAfter: measureContention() }
  process.stdout.write(`${asked.json ? JSON.stringify(report, null, 2) : describeReport(report)}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
  process.exitCode = 2
})
