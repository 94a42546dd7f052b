import { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { absorb, type IngestReport } from '../../src/absorb.ts'
import type { World } from '../../src/open-world.ts'
import { openTestWorld } from '../servers/open-test-world.ts'
import { testServers } from '../servers/with-servers.ts'
import { bakeryDay } from './bakery-orders.ts'
import { countLosses, digest, dumpWorld } from './dump-world.ts'
import { holdAt } from './hold-at.ts'

const ORDERS = 50
const servers = await testServers()
const worlds: World[] = []
const open = async (keep: boolean): Promise<World> => {
  const world = await openTestWorld('examples/bakery', { keep })
  worlds.push(world)
  return world
}
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})
const tell = (world: World, source: 'till' | 'ledger', prefix: string): Promise<IngestReport> => absorb(world, source, [{ file: source, bytes: Readable.from([Buffer.from(bakeryDay(prefix, ORDERS)[source])]) }])

test('who waits for the graph is let go when the follower is stopped', async () => {
  const world = await open(false)
  const held = await holdAt(servers, 'within settling')
  const waiting = tell(world, 'ledger', 'W').catch((error: unknown) => error)
  await held.there()
  const stopped = world.follower.stop()
  expect(await waiting).toMatchObject({ code: 'PROGRAM_STOPPING', kind: 'outage' })
  await expect(world.follower.reached(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'PROGRAM_STOPPING' })
  await held.release()
  await stopped
})

test('records that were taken and not settled when the program ended: told again they are unchanged, and the report waits until they are settled', async () => {
  const ending = await open(false)
  await ending.follower.stop()
  await expect(tell(ending, 'ledger', 'W')).rejects.toMatchObject({ code: 'PROGRAM_STOPPING' })
  const held = await holdAt(servers, 'within settling')
  const again = tell(await open(true), 'ledger', 'W')
  await held.there()
  await held.release()
  expect(await again).toMatchObject({ accepted: 0, unchanged: ORDERS, unresolved: ORDERS })
})

test('two programs on the same stores, told different things at once, end in the graph that one alone would have made', async () => {
  const one = await open(false)
  await tell(one, 'till', 'REF')
  await tell(one, 'ledger', 'REF')
  const undisturbed = await dumpWorld(servers, 'REF')
  const other = await open(true)
  for (const prefix of ['A', 'B', 'C']) {
    const [till, ledger] = await Promise.all([tell(one, 'till', prefix), tell(other, 'ledger', prefix)])
    expect([till, ledger]).toMatchObject([{ accepted: ORDERS * 6 }, { accepted: ORDERS }])
    // The other one is asked last, so that it answers for what it did not apply itself.
    expect(await tell(other, 'ledger', prefix)).toMatchObject({ unchanged: ORDERS, unresolved: ORDERS / 5 })
    const dump = await dumpWorld(servers, prefix)
    expect(countLosses(dump, undisturbed)).toEqual({ lost: 0, doubled: 0 })
    expect(digest(dump)).toEqual(digest(undisturbed))
  }
})
