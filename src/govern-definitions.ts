import { setTimeout as pause } from 'node:timers/promises'
import type { Follower } from './follow.ts'
import { rule } from './journal/definitions.ts'
import type { Journal } from './journal/open-journal.ts'
import type { ActGrounds } from './model/definition-act.ts'
import { decide, type Ruling } from './model/life-cycle.ts'
import type { DefinitionModel, DefinitionVersion, Model } from './model/model.ts'
import { renderProblems } from './model/render-problems.ts'
import { numberIn } from './model/version-source.ts'
import { invariant } from './problems/invariant.ts'
import { problem } from './problems/problem.ts'
import type { Instant } from './vocabulary/instant.ts'

interface GovernedWorld {
  readonly model: Model
  readonly journal: Journal
  readonly follower: Pick<Follower, 'kick'>
  readonly clock: () => Instant
}

type Grounds = Omit<ActGrounds, 'recordedAt'>
type Named = { readonly definition: string; readonly version: number }

/** What was ruled on, as it is now. */
export interface Ruled {
  readonly definition: DefinitionModel
  readonly version: DefinitionVersion
}

/** Rulings on definitions, as the door asks for them; each answers when this program's answers go by it. Refusals: see `decide`. */
export interface GovernDefinitions {
  /** `source`: a definition file with one version. DEFINITION_UNSOUND with every problem and its place. */
  readonly propose: (source: string, isDraft: boolean, grounds: Grounds) => Promise<Ruled>
  readonly rule: (named: Named, ruling: Exclude<Ruling, { readonly source: string }>, grounds: Grounds) => Promise<Ruled>
}

/** How long a ruling that is written down may take until settling, which may be in the middle of a window, goes by it. */
const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 20

/** The journey of a ruling: into the journal; then the model follows, before the next window is settled. */
export const makeGovernDefinitions = ({ model, journal, follower, clock }: GovernedWorld): GovernDefinitions => {
  const written = async (named: Named, ruling: Ruling, grounds: Grounds): Promise<Ruled> => {
    const recordedAt = clock()
    const place = await rule(journal, (held) => decide(held, named, ruling, { ...grounds, recordedAt }))
    follower.kick()
    const end = performance.now() + PATIENCE_MS
    while (model.definitions.place < place) {
      if (performance.now() > end) throw problem('RULING_NOT_FOLLOWED', { definition: named.definition, version: named.version })
      await pause(LOOK_EVERY_MS)
    }
    const definition = model.definitions.get(named.definition)
    const version = definition?.versions.find((one) => one.version === named.version)
    invariant(definition !== undefined && version !== undefined, 'governDefinitions', 'what was ruled on is not held')
    return { definition, version }
  }
  return {
    propose: async (source, isDraft, grounds) => {
      const named = numberIn(source) ?? { definition: 'definition', version: 1 }
      const built = model.buildVersions([{ ...named, source, lifecycle: 'PROPOSED', judging: 'NOT_YET' }])
      if (!built.ok) throw problem('DEFINITION_UNSOUND', { problems: renderProblems(built.problems) })
      return written(named, { rule: isDraft ? 'draft' : 'propose', source }, grounds)
    },
    rule: (named, ruling, grounds) => written(named, ruling, grounds),
  }
}
