import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bakery } from '../cli/bakery-world.ts'
import { sharedStores, startOsl, urlOf, type Started } from '../cli/osl.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { send } from './send.ts'

const folder = mkdtempSync(join(tmpdir(), 'osl-memory-'))
let program: Started | undefined
afterAll(async () => {
  await program?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const HEADER = 'slip,line,seq,at,phone,pickup,article,name,pieces,state\n'
const RECORDS = 300
/** So many are new, the rest repeat them: the whole road is walked without a store of 300 MB. */
const NEW = 40
const encoder = new TextEncoder()
const longName = 'x'.repeat(1_000_000)

const body = (): ReadableStream => {
  let n = -1
  return new ReadableStream({ pull: (controller) => {
    if (n === RECORDS) return controller.close()
    controller.enqueue(encoder.encode(n === -1 ? HEADER : `M-${n % NEW},1,1,2026-03-02T07:10:00,,,CK${n % NEW},${longName},1,bestellt\n`))
    n += 1
  } })
}

/** Linux alone counts it. */
const peakMegabytes = (pid: number): number | undefined => {
  if (process.platform !== 'linux') return undefined
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

test('three hundred megabytes in records of one are taken in, settled and shown, in memory that does not follow the file', { timeout: 120_000 }, async () => {
  await emptyStores(await testServers())
  program = startOsl(['serve', '--model', bakery, '--home', join(folder, 'home'), '--port', '0', '--json'], await sharedStores())
  const url = await urlOf(program)
  const before = peakMegabytes(program.pid)
  const sent = await send(url, 'till', body(), { 'content-type': 'text/csv' })
  const peak = peakMegabytes(program.pid)
  process.stdout.write(`300 MB in ${RECORDS} records: ${before?.toFixed(0) ?? '?'} MB before, peak ${peak?.toFixed(0) ?? '?'} MB\n`)
  expect(sent).toMatchObject({ code: 200, answer: { accepted: NEW, unchanged: RECORDS - NEW, rejected: 0 } })
  // Batches of 4 MiB read and 8 MiB settled, several times over as text, JSON and messages; the whole file would be several times 300.
  if (peak !== undefined) expect(peak).toBeLessThan(900)
})
