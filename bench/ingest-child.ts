import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { absorb } from '../src/absorb.ts'
import { keepHeapSmall } from '../src/keep-heap-small.ts'
import { readStoreSettings } from '../src/servers/settings.ts'
import type { IngestAsked, IngestTold } from './run-ingest.ts'
import { loadMedtechModel, openBenchWorld } from './stores.ts'

/** A process that does nothing but take records in, so that its peak memory and its time are those of the write journey. */
keepHeapSmall()
const asked = JSON.parse(process.argv[2] ?? '') as IngestAsked
const { neo4j, database } = readStoreSettings(process.env)
if (neo4j === undefined || database === undefined) throw new Error('bench/ingest-child: the stores are named by NEO4J_URI and DATABASE_URL')
const world = await openBenchWorld(await loadMedtechModel(), { graph: neo4j, journalUrl: database.url })
const began = performance.now()
let records = 0
let events = 0
for (const { source, file } of asked.files) {
  const path = join(asked.folder, file)
  const report = await absorb(world, source, [{ file: basename(path), bytes: createReadStream(path) }])
  records += report.accepted + report.unchanged + report.rejected
  events += report.accepted
  process.stderr.write(`  ${file}: ${records} records after ${((performance.now() - began) / 1_000).toFixed(0)} s\n`)
}
const told: IngestTold = { records, events, ms: performance.now() - began, peakRss: process.resourceUsage().maxRSS * 1_024 }
await world.close()
process.stdout.write(`${JSON.stringify(told)}\n`)
