import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { plainEnv, root } from '../servers/temporary-home.ts'
import { testServers } from '../servers/with-servers.ts'

export interface Ended {
  /** Null when a signal ended it. */
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  readonly pid: number
  readonly ended: Promise<Ended>
  /** Resolves with what was said so far once it matches, on either stream; rejects when the program ends before. */
  readonly said: (pattern: RegExp) => Promise<string>
  /** Sends the signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>
}

/** The run's shared stores, as a user's own would be named; every start is quick. */
export const sharedStores = async (): Promise<NodeJS.ProcessEnv> => {
  const { neo4j, database } = await testServers()
  return { NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password, DATABASE_URL: database.url }
}

/** The real program, started as a user starts it. Nothing of the test's own settings reaches it but `env`. Standard input is `input` and its end; null: it stays open. */
export const startOsl = (args: readonly string[], env: NodeJS.ProcessEnv = {}, input: string | Buffer | null = ''): Started => {
  const { OSL_MODEL, OSL_HOME, OSL_PORT, NODE_OPTIONS, FORCE_COLOR, NO_COLOR, ...outer } = plainEnv()
  const child = spawn(process.execPath, [join(root, 'src/cli/osl.js'), ...args], { env: { ...outer, NODE_NO_WARNINGS: '1', ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined)
  if (input !== null) child.stdin.end(input)
  let stdout = ''
  let stderr = ''
  const ended = new Promise<Ended>((resolve) => child.once('close', (exit) => resolve({ exit, stdout, stderr })))
  const heard = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    for (const look of heard) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    for (const look of heard) look()
  })
  const said = (pattern: RegExp): Promise<string> => new Promise((resolve, reject) => {
    const look = (): void => {
      if (!pattern.test(stdout + stderr)) return
      heard.delete(look)
      resolve(stdout + stderr)
    }
    heard.add(look)
    look()
    void ended.then((end) => reject(new Error(`the program ended (${end.exit ?? 'signal'}) before it said ${String(pattern)}:\n${stdout}${stderr}`)))
  })
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => {
    child.kill(signal)
    return ended
  }
  return { child, pid: child.pid ?? 0, ended, said, stop }
}

export const osl = (args: readonly string[], env: NodeJS.ProcessEnv = {}, input?: string | Buffer): Promise<Ended> => startOsl(args, env, input).ended

/** Where a started instance's door is. */
export const urlOf = async (started: Started): Promise<string> => {
  const text = await started.said(/http:\/\/127\.0\.0\.1:\d+\/graphql/)
  return /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
}
