import { absorb } from '../../src/absorb.ts'
import { lastSeq } from '../../src/journal/rebuild.ts'
import type { World } from '../../src/open-world.ts'
import type { Feed } from '../../src/read-batches.ts'

/** Takes feeds of several sources in turn and waits for the graph once, when all are taken. */
export const absorbAll = async (world: World, feeds: readonly { readonly source: string; readonly feed: Feed }[]): Promise<void> => {
  const hasty = { ...world, follower: { ...world.follower, kick: () => undefined, reached: async () => undefined } }
  for (const { source, feed } of feeds) await absorb(hasty, source, [feed])
  await world.follower.reached(await lastSeq(world.journal))
}
