import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Servers } from '../src/servers/start-servers.ts'
import { openBenchDoor, type BenchDoor } from './door.ts'
import type { MedtechData } from './medtech-data.ts'
import { say } from './say.ts'

/** One thing that an officer asks; `ms` of every time it was asked, ascending. */
export interface RecallFigure {
  readonly what: string
  readonly units: number
  readonly ms: readonly number[]
}

const ROUNDS = 15
const OFFICERS = 32
const OPEN = 'mutation ($scope: RecallScope!) { openRecall(title: "measured", class: II, depth: SUBJECT, scope: $scope, confirm: true, reason: "measured") { id affected balance { made unaccounted } completeness { complete unansweredUnits } nearMatches { reason } } }'
const PAGE = 'query ($id: ID!) { recall(id: $id) { units(first: 1000) { totalCount nodes { id usedAt disposition dispositionAt orders { id } consignees { id } subjects { id } lots { id } } } } }'
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

/** Mutations carry who asks; their answers are whole or they throw. */
const opener = (door: BenchDoor) => async (lots: readonly string[]): Promise<{ readonly id: string; readonly affected: number }> => {
  const answer = (await (await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-actor': 'bench' }, body: JSON.stringify({ query: OPEN, variables: { scope: { any: [{ lots }] } } }) })).json()) as { readonly data: { readonly openRecall: { readonly id: string; readonly affected: number } } | null; readonly errors?: unknown }
  if (answer.data === null || answer.errors !== undefined) throw new Error(`bench/recall: ${JSON.stringify(answer.errors)}`)
  return answer.data.openRecall
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const rounds = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
  await work()
  const ms: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) ms.push(await timed(work))
  return ms.sort((a, b) => a - b)
}

/** Scopes of some five hundred and a thousand devices, of the biggest lot alone, and of thirty-two officers at once, each with a case opened, frozen, paged, grouped, streamed and compared. */
export const benchRecall = async (servers: Servers, data: MedtechData, profile: string | undefined): Promise<readonly RecallFigure[]> => {
  const door = await openBenchDoor(servers, OFFICERS, profile)
  const open = opener(door)
  const bySize = [...await unitsByLot(data)].sort(([, a], [, b]) => b - a)
  const upTo = (wanted: number): readonly string[] => {
    let sum = 0
    return bySize.slice(1).filter(([, units]) => (sum >= wanted ? false : ((sum += units), true))).map(([lot]) => lot)
  }
  const figures: RecallFigure[] = []
  const add = (what: string, units: number, ms: readonly number[]): void => {
    figures.push({ what, units, ms })
    say(`${what}, ${units} units: p50 ${(ms[Math.floor(ms.length / 2)] ?? 0).toFixed(0)} ms, p95 ${(ms[Math.ceil(ms.length * 0.95) - 1] ?? 0).toFixed(0)} ms`)
  }
  try {
    for (const lots of [upTo(500), upTo(1_000), [bySize[0]?.[0] ?? '']]) {
      const { id, affected } = await open(lots)
      add('opened, with balance, completeness and near matches', affected, await rounds(() => open(lots)))
      add('a page of 1,000 units', affected, await rounds(() => door.ask(PAGE, { id })))
      add('grouped by consignee', affected, await rounds(() => door.ask(GROUPS, { id })))
      add('every unit streamed as NDJSON', affected, await rounds(async () => (await fetch(`${door.url}/v1/recalls/${id}/units`)).text()))
      add('what has changed since', affected, await rounds(() => door.ask(DELTA, { id })))
    }
    const each = bySize.slice(0, OFFICERS * 10)
    const shares = Array.from({ length: OFFICERS }, (_, officer) => each.filter((_lot, place) => place % OFFICERS === officer).map(([lot]) => lot))
    const opened = await Promise.all(shares.map((lots) => open(lots)))
    const ms = (await Promise.all(shares.map((lots) => timed(() => open(lots))))).sort((a, b) => a - b)
    add(`${OFFICERS} officers at once, each opening another case`, Math.round(opened.reduce((sum, { affected }) => sum + affected, 0) / OFFICERS), ms)
    return figures
  } finally {
    await door.close()
  }
}
