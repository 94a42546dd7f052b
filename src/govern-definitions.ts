import { setTimeout as pause } from 'node:timers/promises'
import type { Follower } from './follow.ts'
import { rule } from './journal/definitions.ts'
import { meaningNamed, readRehearsals, type Rehearsal } from './journal/rehearsals.ts'
import type { Journal } from './journal/open-journal.ts'
import type { ActGrounds } from './model/definition-act.ts'
import { isInForce, isSameVersion, type HeldVersion, type VersionName } from './model/held-version.ts'
import { decide, type Ruling } from './model/life-cycle.ts'
import type { DefinitionModel, DefinitionVersion, Model } from './model/model.ts'
import { renderProblems } from './model/render-problems.ts'
import { numberIn } from './model/version-source.ts'
import { invariant } from './problems/invariant.ts'
import { problem } from './problems/problem.ts'
import { HOUR_MS, type Instant } from './vocabulary/instant.ts'

interface GovernedWorld {
  readonly model: Model
  readonly journal: Journal
  readonly follower: Pick<Follower, 'kick'>
  readonly clock: () => Instant
}

type Grounds = Omit<ActGrounds, 'recordedAt'>

/** What was ruled on, as it is now. */
export interface Ruled {
  readonly definition: DefinitionModel
  readonly version: DefinitionVersion
}

/** Rulings on definitions, as the door asks for them; each answers when this program's answers go by it. Refusals: see `decide`. */
export interface GovernDefinitions {
  /** `source`: a definition file with one version. DEFINITION_UNSOUND with every problem and its place. */
  readonly propose: (source: string, isDraft: boolean, grounds: Grounds) => Promise<Ruled>
  readonly rule: (named: VersionName, ruling: Exclude<Ruling, { readonly source: string }>, grounds: Grounds) => Promise<Ruled>
}

/** How long a ruling that is written down may take until settling, which may be in the middle of a window, goes by it. */
const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 20

/** How old a rehearsal may be by which a version comes into force. */
const FRESH_DAYS = 7

/** A version comes into force only when it was seen lately what that changes: REHEARSAL_WANTED. `ended`: the version that it ends; where it ends none, since the one in force has an end of its own, that one is what it is compared with. */
const refuseUnrehearsed = ({ definition, version }: VersionName, { ended, inForce }: { readonly ended: number | undefined; readonly inForce: number | undefined }, rehearsals: readonly Rehearsal[], rules: string, now: Instant): void => {
  const other = ended ?? inForce
  const ran = rehearsals.filter(({ stage }) => stage === 'DONE')
  const done = ran.filter(({ meaning }) => meaning === rules)
  const alike = done.filter(({ against }) => against === other)
  const isFresh = alike.some(({ endedAt }) => endedAt !== undefined && endedAt >= now - FRESH_DAYS * 24 * HOUR_MS)
  const why = ran.length === 0 ? 'it was never rehearsed' : done.length === 0 ? 'it was rehearsed with other rules' : alike.length === 0 ? `it was rehearsed against ${done[0]?.against === undefined ? 'no version' : `version ${done[0].against}`}, and ${other === undefined ? 'none is in force' : `version ${other} is what it follows`}` : 'its rehearsal is old'
  if (!isFresh) throw problem('REHEARSAL_WANTED', { definition, version, why, days: FRESH_DAYS })
}

/** With every version that is held, since others may use this one. DEFINITION_UNSOUND. */
const refuseUnsound = (model: Model, versions: readonly HeldVersion[]): void => {
  const built = model.buildVersions(versions)
  if (!built.ok) throw problem('DEFINITION_UNSOUND', { problems: renderProblems(built.problems) })
}

/** The journey of a ruling: into the journal; then the model follows, before the next window is settled. */
export const makeGovernDefinitions = ({ model, journal, follower, clock }: GovernedWorld): GovernDefinitions => {
  const written = async (named: VersionName, ruling: Ruling, grounds: Grounds): Promise<Ruled> => {
    const place = await rule(journal, async (held, client) => {
      // Nobody else rules or tells meanwhile: what waited for that is ruled now.
      const recordedAt = clock()
      if ('source' in ruling) refuseUnsound(model, [...held.filter((one) => !isSameVersion(one, named)), { ...named, source: ruling.source, lifecycle: 'PROPOSED', judging: 'NOT_YET' }])
      const acts = decide(held, named, ruling, { ...grounds, recordedAt })
      if (ruling.rule === 'activate') {
        const rehearsals = await readRehearsals(client, named.definition, named.version)
        refuseUnrehearsed(named, { ended: acts.find(({ act }) => act === 'RETIRED')?.version, inForce: held.find((one) => one.definition === named.definition && isInForce(one, recordedAt))?.version }, rehearsals, meaningNamed(named, held), recordedAt)
      }
      return acts
    })
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
      return written(named, { rule: isDraft ? 'draft' : 'propose', source }, grounds)
    },
    rule: (named, ruling, grounds) => written(named, ruling, grounds),
  }
}
