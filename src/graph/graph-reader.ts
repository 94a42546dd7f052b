import neo4j, { type Driver, type ProfiledPlan, type RecordShape } from 'neo4j-driver'
import { setTimeout as wait } from 'node:timers/promises'
import type { Parameter, Statement, Whole } from '../compile/statement.ts'
import { Problem, problem } from '../problems/problem.ts'
import { within } from '../problems/within.ts'
import { ownRound } from './own-round.ts'
import { isTransient, translateError } from './translate-error.ts'

/** A statement as it was sent, for `explain`, the receipt and metrics. */
export interface Sent extends Pick<Statement, 'name' | 'text'> {
  /** Where it is to be explained; else they would be held as long as the question lasts. */
  readonly parameters?: Statement['parameters']
  readonly ms: number
  readonly rows: number
  /** The engine's own account, where it was asked for: operators from the result down, each above what feeds it. */
  readonly profile?: readonly ProfiledOperator[]
}

/** One operator of an executed plan. */
export interface ProfiledOperator {
  readonly depth: number
  readonly operator: string
  readonly details: string
  readonly rows: number
  readonly dbHits: number
}

const flatten = ({ operatorType, arguments: { Details: details = '' }, rows, dbHits, children }: ProfiledPlan, depth = 0): readonly ProfiledOperator[] =>
  [{ depth, operator: operatorType.split('@')[0] ?? '', details: String(details), rows, dbHits }, ...children.flatMap((child) => flatten(child, depth + 1))]

/** The most rows that one question may read; a page of a thousand with fifty below each is a tenth of it. */
const MOST_ROWS = 500_000
const STATEMENT_TIMEOUT_MS = 30_000
/**
 * A server that is frozen, or behind a cable that is cut, keeps no time that it was given: so much later a statement is given up on our side. One
 * that lives looks at its clock every two seconds and says by itself that the time is over.
 */
const GRACE_MS = 5_000

/** How the statements of one question are sent. */
export interface Pace {
  /** How many are under way together. */
  readonly atOnce: number
  /** Waited for before each, in time that is not its own; a rejection refuses it. */
  readonly giveWay: () => Promise<unknown> | undefined
}

/** Eight of the pool's fifty connections, so that one asker does not starve the others. */
export const USUAL: Pace = { atOnce: 8, giveWay: () => undefined }
/** Waits before second and third tries. */
const RETRY_AFTER_MS = [50, 250]

/** Texts that a graph has planned for this program; forgotten all at once when they are more than its own cache holds. */
const planned = new WeakMap<Driver, Set<string>>()
const MOST_PLANNED = 1_000

/** Graphs that have answered nobody since a statement found them away: connections that they hold on to are no crowd. */
const silent = new WeakSet<Driver>()

/** Runs statements for one question and keeps what it sent. */
export class GraphReader {
  readonly sent: Sent[] = []
  readonly #driver: Driver
  readonly #observe: (sent: Sent) => void
  #mostRows: number
  readonly #pace: Pace
  readonly #explain: 'statements' | 'profile' | undefined
  #rows = 0
  #away: Problem | undefined
  #stopped: (() => Problem) | undefined
  #running = 0
  readonly #queue: (() => void)[] = []
  /** Milliseconds that the question waited for texts to be planned which the graph had not met before. */
  planningMs = 0

  /** `explain`: keeps what was sent with its parameters; `profile` has the engine count what each operator does, which costs it time. */
  constructor(driver: Driver, observe: (sent: Sent) => void = () => {}, mostRows = MOST_ROWS, pace = USUAL, explain?: 'statements' | 'profile') {
    this.#pace = pace
    this.#explain = explain
    this.#mostRows = mostRows
    this.#driver = driver
    this.#observe = observe
  }

  /** Nothing is read from here on: whoever asks gets the refusal. */
  stop(refusal: () => Problem): void {
    this.#stopped = refusal
  }

  /** Lets a question read so many rows in all that is read in portions, each of which is let go of. */
  allow(mostRows: number): void {
    this.#mostRows = Math.max(this.#mostRows, mostRows)
  }

  /** Rows that the question may still read. */
  get rowsLeft(): number {
    return this.#mostRows - this.#rows
  }

  /** Rows as arrays in the order of RETURN. Refuses when the question has read too much in all. */
  run(statement: Statement, timeoutMs = STATEMENT_TIMEOUT_MS): Promise<readonly Row[]> {
    return this.read(statement, (row) => row, timeoutMs)
  }

  /** Rows decoded one by one. `count` tells of rows that stand in lists inside a row: they count like any other. */
  async read<T>(statement: Statement, decode: (row: Row, count: (rows: number) => void) => T, timeoutMs = STATEMENT_TIMEOUT_MS): Promise<readonly T[]> {
    if (this.#stopped !== undefined) throw this.#stopped()
    if (this.#running >= this.#pace.atOnce) await new Promise<void>((go) => this.#queue.push(go))
    this.#running += 1
    const { rows, profile, ms } = await this.#send(this.#explain === 'profile' ? { ...statement, text: `PROFILE ${statement.text}` } : statement, timeoutMs).finally(() => {
      this.#running -= 1
      this.#queue.shift()?.()
    })
    await ownRound()
    let read = rows.length
    const decoded = rows.map((row) => decode(row, (inner) => {
      read += inner
    }))
    const sent = { name: statement.name, text: statement.text, ...(this.#explain === undefined ? {} : { parameters: plain(statement.parameters) }), ms, rows: read, ...(profile === undefined ? {} : { profile }) }
    this.sent.push(sent)
    this.#observe(sent)
    this.#rows += read
    if (this.#rows > this.#mostRows) throw problem('ANSWER_TOO_LARGE', { most: this.#mostRows })
    return decoded
  }

  /**
   * Has a text planned that the graph has not met before, so that a time limit bounds reading and not compiling: planning takes 0.2 to 1 s of a
   * cold engine, the next run of the text a tenth (2026-11-28). Reads nothing and is no statement of the answer.
   */
  async plan(statement: Statement): Promise<void> {
    const known = planned.get(this.#driver) ?? new Set()
    planned.set(this.#driver, known)
    if (known.has(statement.text)) return
    const { ms } = await this.#send({ ...statement, text: `EXPLAIN ${statement.text}` }, STATEMENT_TIMEOUT_MS)
    if (known.size >= MOST_PLANNED) known.clear()
    known.add(statement.text)
    this.planningMs += ms
  }

  /**
   * Has the graph plan a text and run it a first time, which nobody waits for; what it reads counts nowhere. Planned alone, the next run would still
   * take a second of a cold engine.
   */
  async rehearse(statement: Statement): Promise<void> {
    await this.#send(statement, STATEMENT_TIMEOUT_MS)
  }

  /** A graph that is away is waited for once a question: what else the question would send is refused with it. */
  async #send(statement: Statement, timeoutMs: number): Promise<Answered & { readonly ms: number }> {
    await this.#pace.giveWay()
    const began = performance.now()
    if (this.#away !== undefined) throw this.#away
    try {
      const answered = await this.#tryAgain(statement, timeoutMs)
      silent.delete(this.#driver)
      return { ...answered, ms: performance.now() - began }
    } catch (error) {
      const told = translateError(error, statement.name, timeoutMs, this.#mostRows)
      const found = told instanceof Problem && told.code === 'TOO_BUSY' && silent.has(this.#driver) ? problem('GRAPH_AWAY', { what: statement.name }, error) : told
      if (found instanceof Problem && found.code === 'GRAPH_AWAY') {
        silent.add(this.#driver)
        this.#away = found
      }
      throw found
    }
  }

  async #tryAgain(statement: Statement, timeoutMs: number): Promise<Answered> {
    const ends = performance.now() + timeoutMs + GRACE_MS
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#runOnce(statement, timeoutMs, ends - performance.now())
      } catch (error) {
        const pause = RETRY_AFTER_MS[attempt]
        if (pause === undefined || !isTransient(error)) throw error
        await wait(pause)
      }
    }
  }

  async #runOnce(statement: Statement, timeoutMs: number, leftMs: number): Promise<Answered> {
    const session = this.#driver.session({ defaultAccessMode: neo4j.session.READ, fetchSize: 10_000 })
    // Closing takes back what is under way and waits for the server's word: after a failure nobody stays for it. Until that word, or the end of the
    // connection, the pool counts it as active and gives it to nobody.
    const close = (): Promise<void> => session.close().catch(() => undefined)
    try {
      const running = session.run<RecordShape>(statement.text, toDriver(statement.parameters), { timeout: Math.max(1, Math.ceil(timeoutMs)), metadata: { statement: statement.name } })
      const { records, summary: { profile } } = await within(leftMs, running, () => problem('GRAPH_AWAY', { what: statement.name }))
      await close()
      return { rows: records.map((record) => new Row(record.keys as string[], record)), ...(profile === false ? {} : { profile: flatten(profile) }) }
    } catch (error) {
      void close()
      throw error
    }
  }
}

interface Answered {
  readonly rows: readonly Row[]
  readonly profile?: readonly ProfiledOperator[]
}

/** A result row: columns by name. */
export class Row {
  readonly keys: readonly string[]
  readonly #record: { get: (key: string) => unknown }

  constructor(keys: readonly string[], record: { get: (key: string) => unknown }) {
    this.keys = keys
    this.#record = record
  }

  get(key: string): unknown {
    return this.#record.get(key)
  }

  /** Undefined where the statement returns no such column. */
  find(key: string): unknown {
    return this.keys.includes(key) ? this.#record.get(key) : undefined
  }
}

const isWhole = (value: Parameter): value is Whole => typeof value === 'object' && value !== null && 'whole' in value

/** As people read them. */
const plain = (parameters: Statement['parameters']): Statement['parameters'] =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, isWhole(value) ? value.whole : value]))

const toDriver = (parameters: Readonly<Record<string, Parameter>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, isWhole(value) ? neo4j.int(value.whole) : value]))
