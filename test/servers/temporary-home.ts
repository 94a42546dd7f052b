import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OwnProcess, isRunning, stopProcess } from '../../src/servers/own-process.ts'
import { readRun } from '../../src/servers/run-record.ts'

export const root = join(import.meta.dirname, '..', '..')
export const smallMemory = { heapMb: 512, heapInitialMb: 128, pageCacheMb: 64 }

/** The world outside must not name other stores. */
export const plainEnv = (): NodeJS.ProcessEnv => {
  const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, DATABASE_URL, ...env } = process.env
  return env
}

export type TemporaryHome = {
  readonly home: string
  readonly said: string[]
  readonly log: (line: string) => void
  readonly processOf: (store: 'neo4j' | 'postgres') => OwnProcess | undefined
  readonly remove: () => Promise<void>
}

/** A home of its own for one test; `remove` ends whatever still runs in it. */
export const temporaryHome = (): TemporaryHome => {
  const folder = mkdtempSync(join(tmpdir(), 'osl-test-'))
  const home = join(folder, 'world')
  const said: string[] = []
  const processOf = (store: 'neo4j' | 'postgres'): OwnProcess | undefined => readRun(join(home, store))?.process
  return {
    home, said, log: (line) => said.push(line), processOf,
    remove: async () => {
      for (const store of ['neo4j', 'postgres'] as const) {
        const own = processOf(store)
        if (own !== undefined && isRunning(own)) await stopProcess(own, [{ signal: 'SIGKILL', withinMs: 5_000 }])
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const jsonOf = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
