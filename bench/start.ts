import { spawn } from 'node:child_process'
import { freePort } from '../src/servers/free-port.ts'
import { untilReady } from './door.ts'
import { homeOf, MODEL, ROOT, type World } from './folders.ts'
import { say } from './say.ts'

const RUNS = 5

/** `npm start` on a home that is loaded already, servers stopped: milliseconds from the command to a 200 of /readyz. */
export const benchStart = async (world: World): Promise<readonly number[]> => {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const port = await freePort(undefined)
    const began = performance.now()
    // A group of its own: npm does not pass signals on.
    const child = spawn('npm', ['start', '--', '--model', MODEL, '--home', homeOf(world), '--port', String(port)], { cwd: ROOT, detached: true, stdio: ['ignore', 'ignore', 'inherit'] })
    const closed = new Promise((resolve) => child.once('close', resolve))
    try {
      await untilReady(`http://127.0.0.1:${port}`, child, 20)
      times.push(performance.now() - began)
      say(`start ${run + 1}: ${((times.at(-1) ?? 0) / 1_000).toFixed(1)} s`)
    } finally {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
      await closed
    }
  }
  return times
}
