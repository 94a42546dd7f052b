import { spawn, type ChildProcess } from 'node:child_process'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../src/servers/free-port.ts'
import type { Servers } from '../src/servers/start-servers.ts'
import { MODEL, ROOT, scratchHome } from './folders.ts'
import { post } from './post.ts'
import { variablesOf } from './stores.ts'

export interface Answer {
  readonly data: unknown
  readonly errors?: readonly unknown[]
  readonly extensions: { readonly explain?: { readonly statements: readonly SentStatement[] }; readonly receipt: { readonly statements: number; readonly complete: boolean } }
}

/** As `x-osl-explain: 1` tells it, in the order in which the answers came. */
export interface SentStatement {
  readonly name: string
  readonly text: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly ms: number
  readonly rows: number
}

export interface BenchDoor {
  readonly url: string
  /** Asks over one of at most `connections` kept connections; refuses an answer with errors, or one that is not whole. */
  readonly ask: (query: string, variables: unknown, explain?: boolean) => Promise<Answer>
  /** The lines of `/v1/lineage`, as texts; refuses a stream that did not end whole. */
  readonly stream: (asked: unknown) => Promise<readonly string[]>
  /** Processor time, in ms, that the door's process has used. */
  readonly cpuMs: () => Promise<number>
  readonly close: () => Promise<void>
}

/** `osl serve` in a process of its own, as a user runs it, over these stores. `profile`: a folder for its CPU profile. */
export const openBenchDoor = async (servers: Servers, connections: number, profile: string | undefined): Promise<BenchDoor> => {
  const port = await freePort(undefined)
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = spawn(process.execPath, [...profiling, join(ROOT, 'src/cli/osl.js'), 'serve', '--model', MODEL, '--home', scratchHome('door'), '--port', String(port)], {
    env: variablesOf(servers), stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    url,
    ask: async (query, variables, explain = false) => {
      const answer = JSON.parse(await post(agent, `${url}/graphql`, JSON.stringify({ query, variables }), explain ? { 'x-osl-explain': '1' } : {})) as Answer
      if (answer.errors !== undefined) throw new Error(`bench/door: ${JSON.stringify(answer.errors)}`)
      if (!answer.extensions.receipt.complete) throw new Error(`bench/door: an answer is not whole: ${query}`)
      return answer
    },
    stream: async (asked) => {
      const told = (await post(agent, `${url}/v1/lineage`, JSON.stringify(asked))).trimEnd().split('\n')
      const { end } = JSON.parse(told.at(-1) ?? '{}') as { readonly end?: { readonly complete: boolean } }
      if (end?.complete !== true) throw new Error(`bench/door: ${told.at(-1)}`)
      return told
    },
    cpuMs: async () => 1_000 * Number(/^process_cpu_seconds_total (\S+)/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]),
    close: async () => {
      agent.destroy()
      const closed = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await closed
    },
  }
}

export const untilReady = async (url: string, child: ChildProcess, everyMs = 50): Promise<void> => {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`bench/door: ${url} ended before it was ready`)
    if (await fetch(`${url}/readyz`).then((response) => response.ok, () => false)) return
    await wait(everyMs)
  }
}
