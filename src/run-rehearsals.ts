import { Worker } from 'node:worker_threads'
import type { Journal } from './journal/open-journal.ts'
import { beginRehearsal, endRehearsal, forgetDeadRehearsals, forgetRehearsal, meaningOfVersion, readRehearsal, touchRehearsal, type Rehearsal } from './journal/rehearsals.ts'
import type { VersionKind } from './model/held-version.ts'
import type { ArbitrationVersion } from './model/arbitration.ts'
import type { DefinitionVersion, DerivationVersion, Model } from './model/model.ts'
import { problem } from './problems/problem.ts'
import type { Instant } from './vocabulary/instant.ts'

/** What a thread is told. */
export interface RehearsalSetup {
  readonly id: number
  readonly kind: VersionKind
  readonly definition: string
  readonly version: number
  readonly against: number | undefined
  readonly by: readonly string[]
  /** Of the rules: whatever is held under the number by the time the thread reads it. */
  readonly meaning: string
  readonly now: number
  /** When that was, in milliseconds of the machine's clock: starting takes a while. */
  readonly begunAt: number
  readonly journalUrl: string
  readonly model: Pick<Model, 'folder' | 'fingerprint'>
}

const TOUCH_MS = 2_000
/** Whoever died right before this program began is known to be dead by then. */
const DEAD_MS = 20_000

/** A version, and the one that it is compared with: judged on every order, by fields of orders besides; followed by every link; or deciding about every entity. */
export type AskedRehearsal =
  | { readonly kind: 'definition'; readonly version: DefinitionVersion; readonly against: DefinitionVersion | undefined; readonly by: readonly string[] }
  | { readonly kind: 'derivation'; readonly version: DerivationVersion; readonly against: DerivationVersion | undefined }
  | { readonly kind: 'arbitration'; readonly version: ArbitrationVersion; readonly against: ArbitrationVersion | undefined }

interface RehearsingWorld {
  readonly model: Model
  readonly journal: Journal
  readonly journalUrl: string
  readonly clock: () => Instant
}

/** Rehearsals, as the door asks for them. */
export interface RunRehearsals {
  /** Begins one in a thread of its own, which goes on after this answers. REHEARSAL_UNDER_WAY. */
  readonly begin: (asked: AskedRehearsal, actor: string) => Promise<Rehearsal>
  /** Ends one that is under way, whoever runs it. REHEARSAL_UNKNOWN. */
  readonly cancel: (id: number) => Promise<Rehearsal>
  /** Ends the thread that is at work; its rehearsal leaves nothing. */
  readonly close: () => Promise<void>
}

export const makeRunRehearsals = ({ model, journal, journalUrl, clock }: RehearsingWorld): RunRehearsals => {
  const running = new Map<number, Worker>()
  // A journal that is away keeps them a little longer: nobody reads them.
  const forgetDead = (): void => void forgetDeadRehearsals(journal).catch(() => undefined)
  forgetDead()
  const later = setTimeout(forgetDead, DEAD_MS).unref()
  const read = async (id: number): Promise<Rehearsal> => {
    const found = await readRehearsal(journal, id)
    if (found === undefined) throw problem('REHEARSAL_UNKNOWN', { id })
    return found
  }
  return {
    begin: async (asked, actor) => {
      const { kind, version, against } = asked
      const now = clock()
      const id = await beginRehearsal(journal, kind, version, against?.version, actor, now)
      const by = asked.kind === 'definition' ? asked.by : []
      const setup: RehearsalSetup = { id, kind, definition: version.definition, version: version.version, against: against?.version, by, meaning: meaningOfVersion(version), now, begunAt: performance.timeOrigin + performance.now(), journalUrl, model: { folder: model.folder, fingerprint: model.fingerprint } }
      const worker = new Worker(new URL('./rehearsal-thread.ts', import.meta.url), { workerData: setup, execArgv: [] })
      running.set(id, worker)
      // While the thread starts and loads the model, which may take long on a busy machine, it is touched from here.
      const starting = setInterval(() => {
        touchRehearsal(journal, id, 0).catch(() => undefined)
      }, TOUCH_MS)
      worker.once('message', () => clearInterval(starting))
      // What the thread could not say itself.
      worker.on('error', (error) => {
        endRehearsal(journal, id, 'FAILED', { failure: error instanceof Error ? error.message : String(error) }, clock()).catch(() => undefined)
      })
      worker.on('exit', () => {
        clearInterval(starting)
        running.delete(id)
      })
      worker.unref()
      return read(id)
    },
    cancel: async (id) => {
      await read(id)
      await endRehearsal(journal, id, 'CANCELLED', undefined, clock())
      return read(id)
    },
    close: async () => {
      clearTimeout(later)
      for (const [id, worker] of running) {
        await worker.terminate()
        await forgetRehearsal(journal, id).catch(() => undefined)
      }
    },
  }
}
