import { writeFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { CUTOFF, writeMoment } from './calendar.ts'
import { FeedWriter, type Cells, type FeedCount } from './feed-writer.ts'
import { FEEDS, type SourceName } from './files.ts'
import { Random } from './random.ts'
import { RATES } from './rates.ts'
import { RecallLot, type BulkRecallTruth, type RecallTruth } from './recall-lot.ts'
import { Teller, type DefectCount } from './story/teller.ts'
import { tellOrder } from './story/tell-order.ts'
import { tellFinance, tellLogistics } from './systems/delivery.ts'
import { tellAfterSales } from './systems/after-sales.ts'
import { tellMasterData } from './systems/master-data.ts'
import { tellProduction } from './systems/production.ts'
import { tellCrm, tellErp, tellLostDeal } from './systems/sales.ts'
import { tellMes, tellPlm, tellScm } from './systems/supply.ts'
import { tellUse } from './systems/use.ts'
import { Truth } from './truth.ts'

export interface MedtechOptions {
  readonly orders: number
  readonly seed: number
  /** Folder to write to; made when absent, its files replaced. */
  readonly out: string
  /** A third of the records, for worlds of a million: orders of one line of one piece, and of a document where it stands, not each step to it. */
  readonly slim?: boolean
}
export interface Manifest {
  readonly world: 'medtech'
  readonly orders: number
  readonly seed: number
  readonly slim: boolean
  /** Nothing later than this is in any file. */
  readonly exportedAt: string
  /** In the order in which to read them. */
  readonly files: readonly FeedCount[]
  readonly defects: Readonly<Record<string, Readonly<DefectCount>>>
  readonly rates: Readonly<Record<string, number>>
  readonly outcomes: Readonly<Record<'MET' | 'NOT_MET' | 'UNKNOWN', number>>
  /** Mean, over the completed orders, of the time between the first and the last domain to call them so. */
  readonly meanSkewDays: number
  readonly recallLot: RecallTruth
  /** What the big lot and another were filled from; without a name in a world too small to have opened it. */
  readonly bulkLot: BulkRecallTruth
}
const FIRST_FEED_STREAM = 0x40000000
const PAUSE_EVERY = 200

const tellSystems = (order: ReturnType<typeof tellOrder>, teller: Teller, random: Random, tell: (source: SourceName, at: number, cells: Cells) => void): void => {
  tellCrm(order, tell)
  if (random.chance(RATES.lostOpportunity)) tellLostDeal(teller.numbers.next('OPP-', 100001, 6), order, tell)
  tellErp(order, tell)
  tellPlm(order, tell)
  tellScm(order, tell)
  tellMes(order, tell)
  tellLogistics(order, tell)
  tellFinance(order, tell)
  tellUse(order, tell)
  tellProduction(order, tell)
  tellAfterSales(order, tell)
}

/** Writes the exports of a cardiac-device maker's systems: the same bytes for the same orders and seed, in memory that does not grow with the orders. */
export const generateMedtech = async ({ orders, seed, out, slim = false }: MedtechOptions): Promise<Manifest> => {
  const writers = FEEDS.map((feed, index) => new FeedWriter(feed, out, seed, FIRST_FEED_STREAM + index, slim))
  const bySource = new Map<SourceName, FeedWriter>(FEEDS.map((feed, index) => [feed.source, writers[index] as FeedWriter]))
  const tell = (source: SourceName, at: number, cells: Cells): void => bySource.get(source)?.tell(at, cells)
  const endOrder = (index: number): void => writers.forEach((writer) => writer.endOrder(index))
  const teller = new Teller(orders, seed, slim)
  const truth = new Truth(out)
  const recallLot = new RecallLot()
  const outcomes = { MET: 0, NOT_MET: 0, UNKNOWN: 0 }
  let skewHours = 0
  tellMasterData(tell, orders, () => endOrder(-1))
  endOrder(-1)
  for (let index = 0; index < orders; index += 1) {
    const random = new Random(seed, index)
    const order = tellOrder(teller, index, random)
    tellSystems(order, teller, random, tell)
    endOrder(index)
    recallLot.tell(order)
    const { unified, skewHours: skew } = truth.tell(order)
    outcomes[unified] += 1
    if (unified === 'MET') skewHours += skew ?? 0
    if (index % PAUSE_EVERY === 0) await setImmediate()
  }
  truth.close()
  const manifest: Manifest = {
    world: 'medtech', orders, seed, slim,
    exportedAt: writeMoment(CUTOFF, 'utc'),
    files: writers.map((writer) => writer.close()),
    defects: Object.fromEntries(teller.defects),
    rates: RATES,
    outcomes,
    meanSkewDays: Number((skewHours / 24 / Math.max(1, outcomes.MET)).toFixed(3)),
    ...recallLot.result(),
  }
  writeFileSync(`${out}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

const USAGE = 'node examples/medtech/generate.ts [--orders 1000] [--seed 1] [--slim] --out <folder>'
const wholeNumber = (text: string, name: string, least: number): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least || value > 0x3fffffff) throw new Error(`--${name} is '${text}'; wanted: a whole number from ${least}. Usage: ${USAGE}`)
  return value
}
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { orders: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, slim: { type: 'boolean', default: false }, out: { type: 'string' } } })
  if (values.out === undefined) throw new Error(`--out is missing; it names the folder to write to. Usage: ${USAGE}`)
  const manifest = await generateMedtech({ orders: wholeNumber(values.orders, 'orders', 1), seed: wholeNumber(values.seed, 'seed', 0), slim: values.slim, out: values.out })
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`)
}
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  })
}
