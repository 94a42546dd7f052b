import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { absorb } from '../../src/absorb.ts'
import { openWorld, type World } from '../../src/open-world.ts'
import { changedBakery, eitherWillDo } from '../changes/changed-bakery.ts'
import { bakery, ledger, till } from '../cli/bakery-world.ts'
import { AFTER_ALL, loadTestModel, openTestWorld } from '../servers/open-test-world.ts'
import { testServers } from '../servers/with-servers.ts'

/** A rebuild that is wanted of a model folder, by an importer that finds no room. */
const rebuilt = async (model: string, folder: string): Promise<World> => {
  const servers = await testServers()
  const importer = { build: () => Promise.reject(new Error('no room')), swap: () => Promise.resolve() }
  const log = { info: () => undefined, outage: () => undefined, bug: () => undefined, unjudged: () => undefined }
  return openWorld(await loadTestModel(model), { graph: servers.neo4j, journalUrl: servers.database.url }, () => AFTER_ALL, log, { importer, folder, onProgress: () => undefined, wanted: true })
}

test('while a graph is made anew from what is settled the old one serves; where definitions are taken too, nothing does until the new one is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'osl-served-'))
  const any = changedBakery(eitherWillDo)
  try {
    const world = await openTestWorld(bakery)
    for (const [source, path] of [['till', till], ['ledger', ledger]] as const) await absorb(world, source, [{ file: source, bytes: createReadStream(path) }])
    await world.close()
    const served = await rebuilt(bakery, join(folder, 'first'))
    await expect(served.follower.reached(1)).rejects.toThrow('no room')
    await served.close()
    await expect(rebuilt(any, join(folder, 'second'))).rejects.toThrow('no room')
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(any, { recursive: true, force: true })
  }
}, 120_000)
