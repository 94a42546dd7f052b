import { parentPort, workerData } from 'node:worker_threads'
import { takeHeld } from './journal/definitions.ts'
import { openJournal } from './journal/open-journal.ts'
import { endRehearsal, meaningOfVersion, touchRehearsal, type Rehearsed, type RehearsedVersion } from './journal/rehearsals.ts'
import { rehearse } from './journal/rehearse.ts'
import { rehearseArbitration } from './journal/rehearse-arbitration.ts'
import { rehearseLinks } from './journal/rehearse-links.ts'
import { loadModel } from './model/load-model.ts'
import type { Model } from './model/model.ts'
import { invariant } from './problems/invariant.ts'
import { instant } from './vocabulary/instant.ts'
import type { RehearsalSetup } from './run-rehearsals.ts'

/* A thread of `run-rehearsals.ts`: rehearses one version by connections of its own, so that whoever is asked meanwhile answers. */

invariant(parentPort !== null, 'rehearsal-thread', 'is a thread')
const { id, kind, definition, version, against, by, meaning, now, begunAt, journalUrl, model: { folder, fingerprint } } = workerData as RehearsalSetup
/** What the clock of who began it says, its start counted. */
const clock = (): ReturnType<typeof instant> => instant(Math.round(now + performance.timeOrigin + performance.now() - begunAt))
const journal = openJournal(journalUrl, () => undefined, 2)

/** How often it is said how far it is, and looked whether it was cancelled. */
const TOUCH_MS = 500
class Cancelled extends Error {}

const numbered = <V extends { readonly version: number }>(versions: readonly V[] | undefined, wanted: number | undefined): V | undefined => versions?.find((one) => one.version === wanted)

/** The version that is rehearsed, by the rules that it had when that was asked for. */
const still = <V extends RehearsedVersion>(found: V | undefined): V => {
  if (found === undefined) throw new Error(`version ${version} of '${definition}' is not held any more`)
  if (meaningOfVersion(found) !== meaning) throw new Error(`version ${version} of '${definition}' was proposed with other rules meanwhile`)
  return found
}

type Work = (onSeen: (count: number) => void) => Promise<Rehearsed>

const ofDefinition = (model: Model): Work => {
  const versions = model.definitions.get(definition)?.versions
  const found = still(numbered(versions, version))
  return (onSeen) => rehearse(journal, model, { version: found, against: numbered(versions, against), by }, clock, onSeen)
}

/** The rule of a version that was not retired meanwhile. */
const ruleOf = <Rule>({ rule }: { readonly rule?: Rule }): Rule => {
  if (rule === undefined) throw new Error(`version ${version} of '${definition}' was retired meanwhile`)
  return rule
}

const ofArbitration = (model: Model): Work => {
  const rule = ruleOf(still(numbered(model.arbitration.get(definition)?.versions, version)))
  return (onSeen) => rehearseArbitration(journal, model, rule, clock, onSeen)
}

const ofDerivation = (model: Model): Work => {
  const versions = model.derivations.get(definition)?.versions
  const rule = ruleOf(still(numbered(versions, version)))
  return (onSeen) => rehearseLinks(journal, model, { rule, against: numbered(versions, against)?.rule }, clock, onSeen)
}

const WORK = { definition: ofDefinition, derivation: ofDerivation, arbitration: ofArbitration } as const

const run = async (port: NonNullable<typeof parentPort>): Promise<void> => {
  const loaded = await loadModel(folder)
  if (!loaded.ok) throw new Error('the model in the folder has mistakes by now: osl check names them')
  if (loaded.model.fingerprint !== fingerprint) throw new Error('the model in the folder is not the one that is served any more: stop the program and start it again')
  const { model } = loaded
  await takeHeld(journal, model)
  const work = WORK[kind](model)
  let [seen, isCancelled] = [0, false]
  // From here on it says itself that it goes on.
  port.postMessage('at work')
  const touch = setInterval(() => {
    // A journal that is away is told where the orders are read.
    touchRehearsal(journal, id, seen).then((goesOn) => { isCancelled ||= !goesOn }, () => undefined)
  }, TOUCH_MS)
  try {
    const onSeen = (count: number): void => {
      seen = count
      if (isCancelled) throw new Cancelled()
    }
    const result = await work(onSeen)
    await endRehearsal(journal, id, 'DONE', result, clock())
  } finally {
    clearInterval(touch)
  }
}

try {
  await run(parentPort)
} catch (error) {
  // Cancelled, it has ended already.
  if (!(error instanceof Cancelled)) await endRehearsal(journal, id, 'FAILED', { failure: error instanceof Error ? error.message : String(error) }, clock())
} finally {
  await journal.end()
}
