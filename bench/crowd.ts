import { setTimeout as pause } from 'node:timers/promises'
import type { Servers } from '../src/servers/start-servers.ts'
import { openBenchDoor, type BenchDoor } from './door.ts'
import type { MedtechData } from './medtech-data.ts'
import { makeQuestions } from './questions.ts'
import { say } from './say.ts'
import { percentile } from './statistics.ts'

const CONNECTIONS = 500
const SECONDS = 300
const LOOK_SECONDS = 10

export interface CrowdFigures {
  readonly connections: number
  readonly seconds: number
  readonly answers: number
  /** How often an answer was an error, by its code. */
  readonly refused: Readonly<Record<string, number>>
  readonly medianMs: number
  readonly p99Ms: number
  /** Of the door's event loop: the 99th percentile of its delay within ten seconds, median and worst of them. */
  readonly loopP99Ms: { readonly median: number; readonly worst: number }
  /** Resident memory of the door in bytes: after the first minute, at the end, at its highest. */
  readonly rss: { readonly early: number; readonly end: number; readonly peak: number }
}

interface Look {
  readonly loopP99Ms: number
  readonly rss: number
}

const look = async (door: BenchDoor): Promise<Look> => {
  const text = await (await fetch(`${door.url}/metrics`)).text()
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  return { loopP99Ms: value('nodejs_eventloop_lag_p99_seconds') * 1_000, rss: value('process_resident_memory_bytes') }
}

/** Five hundred who each ask one mixed question after another, for five minutes; what is asked by few at a time is not among them. */
export const benchCrowd = async (servers: Servers, data: MedtechData): Promise<CrowdFigures> => {
  const door = await openBenchDoor(servers, CONNECTIONS, undefined)
  try {
    const questions = (await makeQuestions(data, door)).filter(({ streamed, connections }) => streamed === undefined && connections === undefined).flatMap(({ query, variables }) => variables.map((one) => ({ query, variables: one })))
    const until = performance.now() + SECONDS * 1_000
    const times: number[] = []
    const refused: Record<string, number> = {}
    const looks: Look[] = []
    const asking = Array.from({ length: CONNECTIONS }, async (_, who) => {
      for (let turn = who; performance.now() < until; turn += 7) {
        const question = questions[turn % questions.length]
        if (question === undefined) return
        const began = performance.now()
        try {
          await door.ask(question.query, question.variables)
          times.push(performance.now() - began)
        } catch (error) {
          const code = /"code":"([A-Z_]+)"/.exec(String(error))?.[1] ?? String(error)
          refused[code] = (refused[code] ?? 0) + 1
        }
      }
    })
    while (performance.now() < until) {
      await pause(LOOK_SECONDS * 1_000)
      looks.push(await look(door))
      say(`crowd: ${times.length} answers, ${JSON.stringify(refused)}`)
    }
    await Promise.all(asking)
    const rss = looks.map((one) => one.rss)
    const loops = looks.map((one) => one.loopP99Ms)
    return {
      connections: CONNECTIONS, seconds: SECONDS, answers: times.length, refused, medianMs: percentile(times, 0.5), p99Ms: percentile(times, 0.99),
      loopP99Ms: { median: percentile(loops, 0.5), worst: Math.max(...loops) },
      rss: { early: rss[60 / LOOK_SECONDS - 1] ?? 0, end: rss.at(-1) ?? 0, peak: Math.max(...rss) },
    }
  } finally {
    await door.close()
  }
}
