import { parentPort, workerData } from 'node:worker_threads'
import { takeHeld } from './journal/definitions.ts'
import { openJournal } from './journal/open-journal.ts'
import { endRehearsal, touchRehearsal } from './journal/rehearsals.ts'
import { rehearse } from './journal/rehearse.ts'
import { loadModel } from './model/load-model.ts'
import { invariant } from './problems/invariant.ts'
import { instant } from './vocabulary/instant.ts'
import type { RehearsalSetup } from './run-rehearsals.ts'

/* A thread of `run-rehearsals.ts`: rehearses one version by connections of its own, so that whoever is asked meanwhile answers. */

invariant(parentPort !== null, 'rehearsal-thread', 'is a thread')
const { id, definition, version, against, by, now, journalUrl, model: { folder, fingerprint } } = workerData as RehearsalSetup
const began = performance.now()
const clock = (): ReturnType<typeof instant> => instant(Math.round(now + performance.now() - began))
const journal = openJournal(journalUrl, () => undefined, 2)

/** How often it is said how far it is, and looked whether it was cancelled. */
const TOUCH_MS = 500
const CANCELLED = Symbol('cancelled')

const run = async (): Promise<void> => {
  const loaded = await loadModel(folder)
  if (!loaded.ok || loaded.model.fingerprint !== fingerprint) throw new Error('the model in the folder is not the one that is served any more: stop the program and start it again')
  const { model } = loaded
  await takeHeld(journal, model)
  const versions = model.definitions.get(definition)?.versions ?? []
  const found = versions.find((one) => one.version === version)
  if (found === undefined) throw new Error(`version ${version} of '${definition}' is not held any more`)
  let touched = 0
  const result = await rehearse(journal, model, { version: found, against: versions.find((one) => one.version === against), by }, instant(now), async (orders) => {
    if (performance.now() - touched < TOUCH_MS) return
    touched = performance.now()
    if (!(await touchRehearsal(journal, id, orders))) throw CANCELLED
  })
  await endRehearsal(journal, id, 'DONE', result, clock())
}

try {
  await run()
} catch (error) {
  // Cancelled, it has ended already.
  if (error !== CANCELLED) await endRehearsal(journal, id, 'FAILED', { failure: error instanceof Error ? error.message : String(error) }, clock())
} finally {
  await journal.end()
}
