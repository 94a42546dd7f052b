import { spawn } from 'node:child_process'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { post } from '../post.ts'

export interface PeerProcess {
  /** Asks over one of at most `connections` kept connections; what was answered, and nothing that failed. */
  readonly ask: (path: string, body: unknown) => Promise<unknown>
  /** Processor time, in ms, that the peer's process has used. */
  readonly cpuMs: () => Promise<number>
  readonly close: () => Promise<void>
}

/** One of this folder's `serve-…` files in a process of its own, once it can be asked. In production, as it would be run: graphql-js checks more elsewhere. */
export const startPeer = async (file: string, env: NodeJS.ProcessEnv, connections: number): Promise<PeerProcess> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, file)], { env: { ...env, NODE_ENV: 'production' }, stdio: ['pipe', 'pipe', 'inherit'] })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('error', reject).once('close', () => reject(new Error(`bench/peers: ${file} ended before it could be asked`)))
  })
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    ask: async (path, body) => {
      const text = await post(agent, `${url}${path}`, JSON.stringify(body))
      const answer = JSON.parse(text) as { readonly errors?: unknown; readonly error?: unknown }
      if (answer.errors !== undefined || answer.error !== undefined) throw new Error(`bench/peers: ${file} answered ${text.slice(0, 2_000)}`)
      return answer
    },
    cpuMs: async () => ((await (await fetch(`${url}/cpu`)).json()) as { readonly cpuMs: number }).cpuMs,
    close: async () => {
      agent.destroy()
      child.kill('SIGTERM')
      await closed
    },
  }
}
