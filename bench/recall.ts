import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { Servers } from '../src/servers/start-servers.ts'
import { openBenchDoor, type BenchDoor } from './door.ts'
import type { MedtechData } from './medtech-data.ts'
import { openPlainDriver } from './plain-driver.ts'
import { say } from './say.ts'

/** One thing that an officer asks; `ms` of every time it was asked, ascending. */
export interface RecallFigure {
  readonly what: string
  readonly units: number
  readonly ms: readonly number[]
  /** Resident memory of the door's process at its peak, in bytes, where it was looked at. */
  readonly rss?: number
}

const ROUNDS = 15
const WARM = 4
/** Devices of several lots together. */
const SIZES = [500, 1_000, 10_000, 50_000]
const OFFICERS = 32
const OPEN = 'mutation ($scope: RecallScope!) { openRecall(title: "measured", class: II, depth: SUBJECT, scope: $scope, confirm: true, reason: "measured") { id affected balance { made unaccounted } completeness { complete unansweredUnits } nearMatches { reason } } }'
const PAGE = 'query ($id: ID!, $after: String) { recall(id: $id) { balance { made unaccounted } units(first: 1000, after: $after) { pageInfo { hasNextPage endCursor } nodes { id usedAt disposition dispositionAt orders { id } consignees { id } subjects { id } lots { id } } } } }'
const GROUPS = 'query ($id: ID!) { recall(id: $id) { groups(by: CONSIGNEES, first: 1000) { totalCount nodes { entity { id } units dispositions { disposition units } firstUsedAt lastUsedAt } } } }'
const DELTA = 'query ($id: ID!) { recall(id: $id) { delta { empty added withdrawn changed } } }'

/** Devices of each lot, by the generator's own account. */
const unitsByLot = async (data: MedtechData): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>()
  let lot = -1
  for await (const line of createInterface({ input: createReadStream(join(data.folder, 'truth/units.csv')) })) {
    const cells = line.split(',')
    if (lot < 0) lot = cells.indexOf('lot')
    else counts.set(cells[lot] ?? '', (counts.get(cells[lot] ?? '') ?? 0) + 1)
  }
  return counts
}

/** The same of the devices of some lots, as a program would ask that knew the graph: whom the walk leads to, with what is kept of each. */
const PLAIN = 'MATCH (lot:Lot) WHERE lot.number IN $lots MATCH (lot)<-[link:FROM_LOT]-(unit:SerialUnit) WHERE link.validFrom <= $now AND (link.validTo IS NULL OR link.validTo > $now) RETURN unit.ref, unit.lots, unit.orders, unit.lines, unit.consignees, unit.usedAt, unit.subjects, unit.`recall.fates`'
/** Of whom most lots come. */
const WIDEST = 'MATCH (supplier:Supplier)-[:SUPPLIED_BY]-(:SupplierLot)-[:CONSUMED]-(lot:Lot) WITH supplier, count(DISTINCT lot) AS lots ORDER BY lots DESC LIMIT 1 RETURN supplier.ref AS ref'

/** Mutations carry who asks; their answers are whole or they throw. */
const opener = (door: BenchDoor) => async (part: Readonly<Record<string, unknown>>): Promise<{ readonly id: string; readonly affected: number }> => {
  const answer = (await (await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-actor': 'bench' }, body: JSON.stringify({ query: OPEN, variables: { scope: { any: [part] } } }) })).json()) as { readonly data: { readonly openRecall: { readonly id: string; readonly affected: number } } | null; readonly errors?: unknown }
  if (answer.data === null || answer.errors !== undefined) throw new Error(`bench/recall: ${JSON.stringify(answer.errors)}`)
  return answer.data.openRecall
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Every unit, page by page. */
const allPages = async (door: BenchDoor, id: string): Promise<void> => {
  for (let after: string | null = null; ;) {
    const { recall: { units: { pageInfo } } } = (await door.ask(PAGE, { id, after })).data as { readonly recall: { readonly units: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } } } }
    if (!pageInfo.hasNextPage) return
    after = pageInfo.endCursor
  }
}

const streamed = async (door: BenchDoor, id: string): Promise<number> => {
  let bytes = 0
  for await (const chunk of (await fetch(`${door.url}/v1/recalls/${id}/units`)).body ?? []) bytes += (chunk as Uint8Array).length
  return bytes
}

/** The door's resident memory, looked at ten times a second while something is done. */
const peakDuring = async (door: BenchDoor, work: () => Promise<unknown>): Promise<number> => {
  let [peak, isDone] = [0, false]
  const watching = (async () => {
    while (!isDone) {
      peak = Math.max(peak, Number(/^process_resident_memory_bytes (\S+)/m.exec(await (await fetch(`${door.url}/metrics`)).text())?.[1] ?? 0))
      await wait(100)
    }
  })()
  await work().finally(() => { isDone = true })
  await watching
  return peak
}

const rounds = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
  for (let warm = 0; warm < WARM; warm += 1) await work()
  const ms: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) ms.push(await timed(work))
  return ms.sort((a, b) => a - b)
}

/** Scopes of some five hundred and a thousand devices, of the biggest lot alone, and of thirty-two officers at once, each with a case opened, frozen, paged, grouped, streamed and compared. */
export const benchRecall = async (servers: Servers, data: MedtechData, profile: string | undefined): Promise<readonly RecallFigure[]> => {
  const door = await openBenchDoor(servers, OFFICERS, profile)
  const driver = openPlainDriver(servers.neo4j)
  const open = opener(door)
  const bySize = [...await unitsByLot(data)].sort(([, a], [, b]) => b - a)
  const upTo = (wanted: number): readonly string[] => {
    let sum = 0
    return bySize.slice(1).filter(([, units]) => (sum >= wanted ? false : ((sum += units), true))).map(([lot]) => lot)
  }
  const figures: RecallFigure[] = []
  const add = (what: string, units: number, ms: readonly number[], rss?: number): void => {
    figures.push({ what, units, ms, ...(rss === undefined ? {} : { rss }) })
    say(`${what}, ${units} units: p50 ${(ms[Math.floor(ms.length / 2)] ?? 0).toFixed(0)} ms, p95 ${(ms[Math.ceil(ms.length * 0.95) - 1] ?? 0).toFixed(0)} ms`)
  }
  try {
    const all = bySize.reduce((sum, [, units]) => sum + units, 0)
    for (const lots of [...SIZES.filter((size) => size < all).map(upTo), [bySize[0]?.[0] ?? '']]) {
      const { id, affected } = await open({ lots })
      add('the driver alone: units with what is kept of each', affected, await rounds(() => driver.executeQuery(PLAIN, { lots, now: Date.now() })))
      add('opened, with balance, completeness and near matches', affected, await rounds(() => open({ lots })))
      add('opened, and every unit streamed', affected, await rounds(async () => streamed(door, (await open({ lots })).id)))
      add('a page of 1,000 units', affected, await rounds(() => door.ask(PAGE, { id })))
      add('every unit, by pages of 1,000', affected, await rounds(() => allPages(door, id)))
      add('grouped by consignee', affected, await rounds(() => door.ask(GROUPS, { id })))
      add('every unit streamed as NDJSON', affected, await rounds(() => streamed(door, id)))
      add('what has changed since', affected, await rounds(() => door.ask(DELTA, { id })))
    }
    const each = bySize.slice(0, OFFICERS * 10)
    const shares = Array.from({ length: OFFICERS }, (_, officer) => each.filter((_lot, place) => place % OFFICERS === officer).map(([lot]) => lot))
    const opened = await Promise.all(shares.map((lots) => open({ lots })))
    const ms = (await Promise.all(shares.map((lots) => timed(() => open({ lots }))))).sort((a, b) => a - b)
    add(`${OFFICERS} officers at once, each opening another case`, Math.round(opened.reduce((sum, { affected }) => sum + affected, 0) / OFFICERS), ms)
    const { records: [widest] } = await driver.executeQuery(WIDEST)
    const from = [String(widest?.get('ref'))]
    let everything: { readonly id: string; readonly affected: number } | undefined
    let [opening, telling] = [0, 0]
    const rss = await peakDuring(door, async () => {
      opening = await timed(async () => { everything = await open({ from }) })
      telling = await timed(() => streamed(door, everything?.id ?? ''))
    })
    add('everything of the supplier of most lots: opened', everything?.affected ?? 0, [opening], rss)
    add('everything of the supplier of most lots: streamed', everything?.affected ?? 0, [telling], rss)
    return figures
  } finally {
    await driver.close()
    await door.close()
  }
}
