import { scratchHome } from './folders.ts'
import { prepareData } from './medtech-data.ts'
import { runIngest, type IngestTold } from './run-ingest.ts'
import { say } from './say.ts'
import { startEmptyStores } from './stores.ts'

/** About 100,000 and 500,000 records. */
const SIZES = [2_500, 12_500]

/** Peak memory of a process that takes a world in, into empty stores, at two sizes. */
export const benchMemory = async (): Promise<readonly IngestTold[]> => {
  const told: IngestTold[] = []
  for (const orders of SIZES) {
    const data = await prepareData({ orders, slim: false })
    const servers = await startEmptyStores(scratchHome('memory'))
    try {
      say(`taking in ${data.records} records`)
      told.push(await runIngest(servers, data))
    } finally {
      await servers.stop()
    }
  }
  return told
}
