import { expect, test } from 'vitest'
import { follow } from '../../src/follow.ts'
import { CommitGate } from '../../src/graph/commit-gate.ts'
import { openGraph } from '../../src/graph/open-graph.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { AFTER_ALL, loadTestModel } from '../servers/open-test-world.ts'

test('a graph that could not be made anew is the news of who waits for it, and settling, which never began, has not stopped', async () => {
  const journal = openJournal('postgres://127.0.0.1:1/none', () => undefined)
  const driver = openGraph({ uri: 'bolt://127.0.0.1:1', user: 'none', password: 'none' })
  const bugs: unknown[] = []
  const follower = follow({
    model: await loadTestModel('examples/bakery'), journal, driver, gate: new CommitGate(), world: { world: 'none' }, clock: () => AFTER_ALL,
    after: Promise.reject(new Error('no room')), onOutage: () => undefined, onBug: (error) => bugs.push(error), onUnjudged: (error) => bugs.push(error),
  })
  await expect(follower.reached(1)).rejects.toThrow('no room')
  await follower.stop()
  expect(bugs).toEqual([])
  await Promise.all([driver.close(), journal.end()])
})
