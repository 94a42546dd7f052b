import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import type { Servers } from '../src/servers/start-servers.ts'
import type { MedtechData } from './medtech-data.ts'
import { variablesOf } from './stores.ts'

export interface IngestAsked {
  readonly folder: string
  readonly files: readonly { readonly source: string; readonly file: string }[]
}

const told = z.object({ records: z.number(), events: z.number(), ms: z.number(), peakRss: z.number() })
/** `ms`: from the first byte read to the graph showing the last event. `peakRss` in bytes. */
export type IngestTold = z.infer<typeof told>

const CHILD = join(import.meta.dirname, 'ingest-child.ts')

/** Takes a world's exports into these stores, in a process of its own. */
export const runIngest = async (servers: Servers, { folder, manifest }: MedtechData): Promise<IngestTold> => {
  const asked: IngestAsked = { folder, files: manifest.files.map(({ source, file }) => ({ source, file })) }
  const child = spawn(process.execPath, [CHILD, JSON.stringify(asked)], { env: variablesOf(servers), stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`bench/run-ingest: the ingesting process ended with ${code ?? 'a signal'}`)
  return told.parse(JSON.parse(out))
}
