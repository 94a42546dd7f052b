import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MODEL, ROOT } from './folders.ts'
import { say } from './say.ts'
import { bundledOnly } from './stores.ts'

const peakOf = async (pid: number): Promise<number> => {
  const told = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(told)?.[1] ?? 0) * 1_024
}

/** A whole command over the bundled servers of `home`, and its `--json`. `peakRss` of Node, in bytes; 0 where /proc does not tell. Its exit code is not looked at: `doctor` tells of differences by it. */
export const runOsl = async (home: string, args: readonly string[]): Promise<{ readonly out: unknown; readonly ms: number; readonly peakRss: number }> => {
  const began = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/osl.js'), ...args, '--model', MODEL, '--home', home, '--json'], { env: bundledOnly(), stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  let peakRss = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  const look = setInterval(() => {
    void peakOf(child.pid ?? 0).then((peak) => {
      peakRss = Math.max(peakRss, peak)
    })
  }, 200)
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  clearInterval(look)
  const ms = performance.now() - began
  say(`osl ${args[0] ?? ''}: ${(ms / 1_000).toFixed(0)} s`)
  return { out: JSON.parse(out) as unknown, ms, peakRss }
}
