import neo4j, { type Driver } from 'neo4j-driver'
import type { Neo4jAccess } from '../src/servers/probe-neo4j.ts'
import type { SentStatement } from './door.ts'

/** The statements of one question as a program that knew them all would send them: each as soon as those that give its parameters have answered. */
export interface Replay {
  readonly steps: readonly Step[]
}
interface Step {
  readonly text: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Places of the steps whose results hold values of this one's parameters. */
  readonly after: readonly number[]
}

export const openPlainDriver = ({ uri, user, password }: Neo4jAccess): Driver =>
  neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true, maxConnectionPoolSize: 50, fetchSize: 10_000 })

const run = async (driver: Driver, { text, parameters }: Pick<Step, 'text' | 'parameters'>): Promise<readonly unknown[][]> => {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    const { records } = await session.run(text, parameters)
    return records.map((record) => [...record.values()])
  } finally {
    await session.close()
  }
}

/** Runs a question's statements once, and notes which of them a later one's parameters came from. */
export const prepareReplay = async (driver: Driver, statements: readonly SentStatement[]): Promise<Replay> => {
  const madeBy = new Map<string, number>()
  const steps: Step[] = []
  for (const [place, { text, parameters }] of statements.entries()) {
    const after = new Set(Object.values(parameters).filter(Array.isArray).flatMap((values: readonly unknown[]) => values.flatMap((value) => madeBy.get(String(value)) ?? [])))
    const step: Step = { text, parameters: withWholeLimits(text, parameters), after: [...after] }
    steps.push(step)
    for (const value of textsIn(await run(driver, step))) if (!madeBy.has(value)) madeBy.set(value, place)
  }
  return { steps }
}

export const replay = async (driver: Driver, { steps }: Replay): Promise<void> => {
  const answered: Promise<unknown>[] = []
  for (const step of steps) {
    answered.push(step.after.length === 0 ? run(driver, step) : Promise.all(step.after.map((place) => answered[place] ?? Promise.resolve())).then(() => run(driver, step)))
  }
  await Promise.all(answered)
}

/** `explain` shows whole numbers as people write them; LIMIT refuses a float. */
const withWholeLimits = (text: string, parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const limits = new Set([...text.matchAll(/\bLIMIT \$(\w+)/g)].map((match) => match[1]))
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, limits.has(name) && typeof value === 'number' ? neo4j.int(value) : value]))
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap((part) => textsIn(part)) : []
