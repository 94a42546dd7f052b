import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchingUp } from '../../src/cli/catching-up.ts'
import { readWatermark } from '../../src/graph/apply-change.ts'
import { examineGraph } from '../../src/examine-graph.ts'
import { holdDefinitions, takeHeld } from '../../src/journal/definitions.ts'
import { readSummary } from '../../src/journal/read-summary.ts'
import { rule } from '../../src/journal/rulings.ts'
import { decide, type Ruling } from '../../src/model/life-cycle.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { openWorkbench, type Workbench } from '../journal/workbench.ts'
import { has, hour, is, leads } from '../settle/tell.ts'

/* What osl doctor takes for catching up, step by step: told, settled, applied; and another version of a derivation that comes into force. */

const now = hour(50)
const stride = { events: 100, recorded: 100, examined: 100 }
let bench: Workbench
let model: Model
beforeAll(async () => {
  const loaded = await loadModel('test/settle/atelier')
  if (!loaded.ok) throw new Error('the atelier is sound')
  model = loaded.model
  bench = await openWorkbench(model)
  await bench.journal.query('delete from definition_act')
  await holdDefinitions(bench.journal, model, { carryOut: false }, now)
})
afterAll(async () => bench?.close())

const found = async (): Promise<readonly string[]> => {
  await takeHeld(bench.journal, model)
  const summary = await readSummary(bench.journal)
  if (summary === undefined) throw new Error('the world was begun')
  return catchingUp(model, bench.journal, summary, await readWatermark(bench.driver))
}
const differences = async (): Promise<number> => (await examineGraph({ model, journal: bench.journal, driver: bench.driver }, now)).differences
const ruled = async (...rulings: readonly Ruling[]): Promise<void> => {
  for (const one of rulings) await rule(bench.journal, 'derivation', async (held) => decide(held, { definition: 'same-terms', version: 2 }, one, { actor: `for ${one.rule}`, reason: 'as the test says', recordedAt: now }, 'derivation'))
}
const SOURCE = `derivation: same-terms
title: Any payment
owner: the tailor
version: 2
relation: Garment.mayBePaidBy
from: { with: { order: order }, key: "'any'" }
to: { with: { paid: order }, key: "'any'" }
when: toState.local == 'PROMISED' || from.pieces == 3
most: 9
`

test('a graph is catching up while it lacks what was told, what was settled, or links of the version in force; then it is compared', async () => {
  await bench.tell([
    has('desk', 0, 'Order/A', 'terms', 'POST'), leads('desk', 1, 'Garment/1', 'order', 'Order/A'), has('desk', 1, 'Garment/1', 'pieces', 3),
    leads('bank', 2, 'Payment/1', 'order', 'Order/A'), is('bank', 2, 'Payment/1', 'BOOKED'),
  ], now)
  expect(await found()).toEqual([expect.stringMatching(/^the graph shows the journal up to 0 of 5: it is catching up/)])
  await bench.settle(now, stride)
  expect(await found()).toEqual([])
  expect(await differences()).toBe(0)
  await ruled({ rule: 'propose', source: SOURCE }, { rule: 'approve' }, { rule: 'activate', effectiveFrom: undefined })
  const links = "what was ruled on 'same-terms' is not followed by every link yet: it is catching up"
  expect(await found()).toEqual([links])
  // What would be told as differences is none.
  expect(await differences()).toBeGreaterThan(0)
  await bench.settleOnce(now, stride)
  expect(await found()).toContain('changes that were settled are not in the graph yet: it is catching up')
  await bench.settle(now, stride)
  expect(await found()).toEqual([])
  expect(await differences()).toBe(0)
})
