import type { Servers } from '../src/servers/start-servers.ts'
import { alternate, type Compared, type Side } from './alternate.ts'
import { openBenchDoor, type BenchDoor } from './door.ts'
import type { MedtechData } from './medtech-data.ts'
import { ownCpuMs } from './own-cpu.ts'
import { openPlainDriver, prepareReplay, replay, type Replay } from './plain-driver.ts'
import { makeQuestions, type Question } from './questions.ts'
import { say } from './say.ts'

export interface ReadFigure {
  readonly question: string
  readonly target?: string
  /** Statements to the graph that one answer takes, and rows that they bring: medians over the items. */
  readonly statements: number
  readonly rows: number
  readonly compared: readonly Compared[]
}

const CONNECTIONS = [1, 16]

/** Each question at the door, beside the plain driver with the same statements and parameters. */
export const benchRead = async (servers: Servers, data: MedtechData, options: { readonly profile: string | undefined; readonly question: string | undefined }): Promise<readonly ReadFigure[]> => {
  const door = await openBenchDoor(servers, Math.max(...CONNECTIONS), options.profile)
  const driver = openPlainDriver(servers.neo4j)
  try {
    const figures: ReadFigure[] = []
    for (const question of await makeQuestions(data, door)) {
      if (options.question !== undefined && !question.name.includes(options.question)) continue
      const prepared = await prepare(door, question, (statements) => prepareReplay(driver, statements))
      const ours: Side = { cpuMs: door.cpuMs, ask: async (item) => {
        await (question.streamed === undefined ? door.ask(question.query, question.variables[item]) : door.stream(question.streamed[item]))
      } }
      const limit: Side = { cpuMs: () => Promise.resolve(ownCpuMs()), ask: (item) => replay(driver, prepared.replays[item] as Replay) }
      const compared: Compared[] = []
      for (const connections of question.connections ?? CONNECTIONS) {
        compared.push(await alternate(ours, limit, { items: question.variables.length, rounds: question.rounds, connections }))
        say(`${question.name}: ${compared.at(-1)?.ratio.toFixed(2)} at ${connections}`)
      }
      const { name, target } = question
      figures.push({ question: name, ...(target === undefined ? {} : { target }), statements: prepared.statements, rows: prepared.rows, compared })
    }
    return figures
  } finally {
    await driver.close()
    await door.close()
  }
}

const prepare = async (door: BenchDoor, { query, variables }: Question, make: (statements: Parameters<typeof prepareReplay>[1]) => Promise<Replay>): Promise<{ readonly replays: readonly Replay[]; readonly statements: number; readonly rows: number }> => {
  const replays: Replay[] = []
  const counts: { readonly statements: number; readonly rows: number }[] = []
  for (const item of variables) {
    const { statements = [] } = (await door.ask(query, item, true)).extensions.explain ?? {}
    replays.push(await make(statements))
    counts.push({ statements: statements.length, rows: statements.reduce((sum, { rows }) => sum + rows, 0) })
  }
  return { replays, statements: middle(counts.map((one) => one.statements)), rows: middle(counts.map((one) => one.rows)) }
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
