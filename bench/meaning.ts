import pg from 'pg'
import type { Servers } from '../src/servers/start-servers.ts'
import { alternate, type Side } from './alternate.ts'
import { openBenchDoor, type BenchDoor } from './door.ts'
import type { MedtechData } from './medtech-data.ts'
import { ownCpuMs } from './own-cpu.ts'
import { makeQuestions } from './questions.ts'
import type { ReadFigure } from './read.ts'
import { say } from './say.ts'

const DISAGREEMENTS = `query($asOf: DateTime) {
  disagreements(definition: "completed", version: 1, asOf: $asOf) {
    orders unified { outcome orders } domains { domain outcomes { outcome orders } }
    skew { orders meanHours medianHours p90Hours longestHours }
    pairs { first second cells { first second count } skew { orders meanHours medianHours p90Hours longestHours firstLater secondLater together } }
  }
}`
const VERDICT = 'query($id: ID!, $asOf: DateTime) { order(id: $id, domain: "finance", asOf: $asOf) { verdict(definition: "completed") { unified since skewHours domains { domain outcome since } } } }'

/** Places of the four domains among the letters of `verdict.outcomes`. */
const PLACES = [2, 3, 4, 5]
const OF = `from verdict where definition = 'completed' and version = 1`

/** What a person would write over the same rows: a count by outcomes, an aggregate for each two domains, one for the widest two of an order. */
const PLAIN = [
  `select ${PLACES.map((place) => `substr(outcomes, ${place}, 1)`).join(', ')}, count(*) ${OF} group by 1, 2, 3, 4`,
  ...PLACES.flatMap((first) => PLACES.filter((second) => second > first).map((second) => {
    const apart = `sinces[${second}] - sinces[${first}]`
    return `select count(*), avg(abs(${apart})), percentile_cont(array[0.5, 0.9]) within group (order by abs(${apart})), max(abs(${apart})), count(*) filter (where ${apart} < 0), count(*) filter (where ${apart} > 0)
      ${OF} and substr(outcomes, ${first}, 1) = 'M' and substr(outcomes, ${second}, 1) = 'M'`
  })),
  `select count(*), avg(apart), percentile_cont(array[0.5, 0.9]) within group (order by apart), max(apart) from (
    select (select max(s) - min(s) from unnest(sinces[2:5], string_to_array(substr(outcomes, 2, 4), null)) as domain (s, letter) where letter = 'M' having count(*) > 1) as apart ${OF}) as widest where apart is not null`,
]

const CONNECTIONS = [1, 4]
const ROUNDS = 6
/** Beyond so many orders what counts over all of them takes tens of seconds beside plain SQL, and is asked less often. */
const LARGE = 300_000

/** Questions over all orders' verdicts and about verdicts of other times, each beside what its target names. */
export const benchMeaning = async (servers: Servers, data: MedtechData, profile: string | undefined): Promise<readonly ReadFigure[]> => {
  const door = await openBenchDoor(servers, Math.max(...CONNECTIONS), profile)
  const pool = new pg.Pool({ connectionString: servers.database.url, max: Math.max(...CONNECTIONS) })
  try {
    const asked = (query: string, variables: readonly unknown[]): Side => ({ cpuMs: door.cpuMs, ask: async (item) => void await door.ask(query, variables[item]) })
    const plain: Side = { cpuMs: () => Promise.resolve(ownCpuMs()), ask: async () => {
      for (const text of PLAIN) await pool.query(text)
    } }
    const isLarge = data.manifest.orders > LARGE
    const all = Array.from({ length: isLarge ? 2 : 8 }, () => ({}))
    const ofAll: Times = isLarge ? { connections: [1], rounds: 2 } : { connections: CONNECTIONS, rounds: ROUNDS }
    const then = all.map((_, place) => ({ asOf: new Date(Date.UTC(2025, 6 + (place % 6), 1 + place)).toISOString() }))
    const orders = await invoicesOf(data, door)
    return [
      await compared('disagreements, every pair with skews, beside plain SQL', '≤ 1.5', all.length, asked(DISAGREEMENTS, all), plain, ofAll),
      await compared('disagreements as of a moment, beside now', '', all.length, asked(DISAGREEMENTS, then), asked(DISAGREEMENTS, all), ofAll),
      await compared('verdict of an order as of a moment, beside now', '≤ 2', orders.length, asked(VERDICT, orders.map((one, place) => ({ ...one, ...then[place % then.length] }))), asked(VERDICT, orders)),
    ]
  } finally {
    await pool.end()
    await door.close()
  }
}

interface Times {
  readonly connections: readonly number[]
  readonly rounds: number
}

const compared = async (question: string, target: string, items: number, ours: Side, limit: Side, { connections: all, rounds }: Times = { connections: CONNECTIONS, rounds: ROUNDS }): Promise<ReadFigure> => {
  const figures: ReadFigure['compared'][number][] = []
  for (const connections of all) {
    figures.push(await alternate(ours, limit, { items, rounds, connections }))
    say(`${question}: ${figures.at(-1)?.ratio.toFixed(2)} at ${connections}`)
  }
  return { question, ...(target === '' ? {} : { target }), statements: 0, rows: 0, compared: figures }
}

/** The orders of the read part, by what it asks them. */
const invoicesOf = async (data: MedtechData, door: BenchDoor): Promise<readonly Readonly<Record<string, unknown>>[]> => (await makeQuestions(data, door)).find(({ name }) => name.startsWith('order'))?.variables ?? []
