import { allEvents } from './journal/all-events.ts'
import { readRuled } from './journal/rulings.ts'
import { findingsOf, type Finding } from './journal/findings.ts'
import { heldWorld, readHeldFacts } from './journal/held-world.ts'
import { inTransaction, type Journal } from './journal/open-journal.ts'
import type { JournalSummary } from './journal/read-summary.ts'
import { tallyGaps } from './journal/tally-gaps.ts'
import { isSettledBy } from './journal/progress.ts'
import { compareDefinitions, compareRules, type Divergence } from './model/compare-definitions.ts'
import type { RuleKind } from './model/held-version.ts'
import type { ModelProblem } from './model/model-problem.ts'
import type { Model } from './model/model.ts'
import { rulesOf } from './model/rules-of.ts'

/** A model compared with the world that is held. */
export interface Compared {
  readonly held: JournalSummary
  /** Whether what is derived follows from this very model. */
  readonly isSettled: boolean
  /** None: everything told has its place in the model, decoded as the model decodes it. */
  readonly findings: readonly Finding[]
  /** Where the folder's versions of definitions and those that are held differ. */
  readonly definitions: readonly Divergence[]
  /** The same of rules: derivations, and rules of arbitration. */
  readonly rules: Readonly<Record<RuleKind, readonly Divergence[]>>
  /** What is wrong with versions that are held and in no file of the folder, under this model. */
  readonly unsound: readonly ModelProblem[]
}

/**
 * What a model means for everything that the journal holds, whatever model it was told and settled under; changes nothing. Cost: every event is read
 * once, as a rebuild begins; memory: see `tallyGaps`.
 */
export const compareHeld = (journal: Journal, model: Model, signal: AbortSignal, onProgress: (events: number) => void): Promise<Compared> =>
  inTransaction(journal, 'compare what is held with a model', async (client) => {
    await client.query('set transaction isolation level repeatable read read only')
    const held = await heldWorld(client, model)
    const tally = tallyGaps(model)
    let events = 0
    for await (const page of allEvents(client)) {
      signal.throwIfAborted()
      tally.take(page)
      events += page.length
      onProgress(events)
    }
    const { versions, rules } = await readRuled(client)
    const differ = (kind: RuleKind): readonly Divergence[] => (rules[kind].length === 0 ? [] : compareRules(rulesOf(model, kind).filed, rules[kind]))
    const definitions = versions.length === 0 ? [] : compareDefinitions(model.filed, versions)
    const built = model.buildVersions(versions.filter((one) => definitions.some(({ kind, definition, version }) => kind === 'NOT_FILED' && definition === one.definition && version === one.version)), model.definitions)
    return { held, isSettled: isSettledBy(held, model), findings: findingsOf(model, tally.gaps(), await readHeldFacts(client, model)), definitions, rules: { derivation: differ('derivation'), arbitration: differ('arbitration') }, unsound: built.ok ? [] : built.problems }
  })
