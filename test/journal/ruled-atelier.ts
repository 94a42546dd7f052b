import { afterAll, beforeAll } from 'vitest'
import { holdDefinitions } from '../../src/journal/definitions.ts'
import { rule } from '../../src/journal/rulings.ts'
import type { RuleKind } from '../../src/model/held-version.ts'
import { decide, type Ruling } from '../../src/model/life-cycle.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

export let bench: Workbench
export let model: Model

/** The atelier on a workbench for a file of tests, for which versions of one of its rules are ruled on at a moment. */
export const ruledAtelier = (kind: RuleKind, definition: string, now: Instant) => {
  beforeAll(async () => {
    const loaded = await loadModel('test/settle/atelier')
    if (!loaded.ok) throw new Error('the atelier is sound')
    model = loaded.model
    bench = await openWorkbench(model)
  })
  afterAll(async () => bench?.close())
  return {
    ruled: async (version: number, ...rulings: readonly Ruling[]): Promise<void> => {
      for (const one of rulings) await rule(bench.journal, kind, async (held) => decide(held, { definition, version }, one, { actor: `for ${one.rule}`, reason: 'as the test says', recordedAt: now }, kind))
    },
    /** A world of its own for the model, by what its folder says. */
    anew: async (): Promise<void> => {
      await bench.clear()
      await bench.journal.query('delete from definition_act')
      await holdDefinitions(bench.journal, model, { carryOut: false }, now)
    },
  }
}
