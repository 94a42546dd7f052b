import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { MODEL, ROOT, scratchHome } from './folders.ts'
import type { MedtechData } from './medtech-data.ts'
import { say } from './say.ts'

/** `importMs` and `rebuildMs`: of the whole command, servers started and stopped. `peakRss` of Node, in bytes; 0 where /proc does not tell. */
export interface ImportFigures {
  readonly records: number
  readonly events: number
  readonly importMs: number
  readonly importPeakRss: number
  readonly rebuildMs: number
  readonly rebuildPeakRss: number
  /** What `osl doctor --deep` found afterwards. */
  readonly differences: number
}

const peakOf = async (pid: number): Promise<number> => {
  const told = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(told)?.[1] ?? 0) * 1_024
}

const runOsl = async (home: string, args: readonly string[]): Promise<{ readonly out: unknown; readonly ms: number; readonly peakRss: number }> => {
  const began = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/osl.js'), ...args, '--model', MODEL, '--home', home, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
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

const importTold = z.object({ sources: z.array(z.object({ accepted: z.number(), unchanged: z.number(), rejected: z.number() })) })
const doctorTold = z.object({ deep: z.object({ differences: z.number() }) })

/** A world of this size imported into an empty home, its graph rebuilt, and compared with its journal. */
export const benchImport = async ({ folder, manifest, records }: MedtechData): Promise<ImportFigures> => {
  const home = scratchHome('import')
  await rm(home, { recursive: true, force: true })
  const imported = await runOsl(home, ['import', ...manifest.files.map(({ source, file }) => `${source}=${join(folder, file)}`)])
  const rebuilt = await runOsl(home, ['rebuild', 'graph'])
  const examined = await runOsl(home, ['doctor', '--deep'])
  return {
    records, events: importTold.parse(imported.out).sources.reduce((sum, source) => sum + source.accepted, 0),
    importMs: imported.ms, importPeakRss: imported.peakRss, rebuildMs: rebuilt.ms, rebuildPeakRss: rebuilt.peakRss, differences: doctorTold.parse(examined.out).deep.differences,
  }
}
