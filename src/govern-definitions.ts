import { setTimeout as pause } from 'node:timers/promises'
import type { Follower } from './follow.ts'
import { meaningNamed, readRehearsals, type Rehearsal } from './journal/rehearsals.ts'
import type { Journal } from './journal/open-journal.ts'
import { rule } from './journal/rulings.ts'
import type { ActGrounds } from './model/definition-act.ts'
import { isInForce, isSameVersion, type HeldVersion, type RuleKind, type VersionKind, type VersionName } from './model/held-version.ts'
import { decide, type Ruling } from './model/life-cycle.ts'
import type { ArbitrationModel } from './model/arbitration.ts'
import type { DefinitionModel, DerivationModel, Model } from './model/model.ts'
import { renderProblems } from './model/render-problems.ts'
import { arbitrationIn, numberIn, ruleIn } from './model/version-source.ts'
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
export interface Ruled<Of extends { readonly versions: readonly unknown[] }> {
  readonly of: Of
  readonly version: Of['versions'][number]
}

/** Rulings on one kind of versions; each answers when this program's answers go by it. Refusals: see `decide`. */
interface Govern<Of extends { readonly versions: readonly unknown[] }> {
  /** `source`: a definition file with one version, or a rule's file. DEFINITION_UNSOUND, DERIVATION_UNSOUND, ARBITRATION_UNSOUND with every problem and its place; UNKNOWN_DERIVATION, DERIVATION_ELSEWHERE, ARBITRATION_ELSEWHERE, ARBITRATION_TAKEN. */
  readonly propose: (source: string, isDraft: boolean, grounds: Grounds) => Promise<Ruled<Of>>
  readonly rule: (named: VersionName, ruling: Exclude<Ruling, { readonly source: string }>, grounds: Grounds) => Promise<Ruled<Of>>
}

/** Rulings, as the door asks for them. */
export interface GovernDefinitions {
  readonly definitions: Govern<DefinitionModel>
  readonly derivations: Govern<DerivationModel>
  readonly arbitration: Govern<ArbitrationModel>
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

/** A derivation is the folder's to begin, with the relation that every version of it infers. DERIVATION_UNSOUND, UNKNOWN_DERIVATION, DERIVATION_ELSEWHERE. */
const refuseUnfitDerivation = ({ derivations, buildDerivations }: Model, proposed: HeldVersion): void => {
  const built = buildDerivations([proposed])
  if (!built.ok) throw problem('DERIVATION_UNSOUND', { problems: renderProblems(built.problems) })
  const { definition: derivation, version } = proposed
  const [found, relation] = [derivations.get(derivation)?.versions[0]?.relation, built.rules.get(derivation)?.versions[0]?.relation]
  if (found === undefined) throw problem('UNKNOWN_DERIVATION', { derivation, known: [...derivations.keys()] })
  if (relation !== undefined && relation !== found) throw problem('DERIVATION_ELSEWHERE', { derivation, version, relation, wanted: found })
}

/** A rule decides about one thing, in every version, and nothing is decided by two. ARBITRATION_UNSOUND, ARBITRATION_ELSEWHERE, ARBITRATION_TAKEN. */
const refuseUnfitArbitration = (model: Model, proposed: HeldVersion, held: readonly HeldVersion[]): void => {
  const built = model.buildArbitration([proposed])
  if (!built.ok) throw problem('ARBITRATION_UNSOUND', { problems: renderProblems(built.problems) })
  const { definition: rule, version } = proposed
  const [about, wanted] = [aboutOf(proposed), aboutOf(held.find((one) => one.definition === rule && one.version !== version))]
  if (about !== undefined && wanted !== undefined && about !== wanted) throw problem('ARBITRATION_ELSEWHERE', { rule, version, about, wanted })
  refuseTaken(rule, about, held)
}

const aboutOf = (held: HeldVersion | undefined): string | undefined => (held === undefined ? undefined : arbitrationIn(held.source)?.about)

/** What another rule decides in force is taken. ARBITRATION_TAKEN. */
const refuseTaken = (rule: string, about: string | undefined, held: readonly HeldVersion[]): void => {
  const other = held.find((one) => one.definition !== rule && one.lifecycle === 'ACTIVE' && aboutOf(one) === about)
  if (about !== undefined && other !== undefined) throw problem('ARBITRATION_TAKEN', { rule, about, other: other.definition })
}

const REFUSE_UNFIT: Readonly<Record<RuleKind, (model: Model, proposed: HeldVersion, held: readonly HeldVersion[]) => void>> = { derivation: refuseUnfitDerivation, arbitration: refuseUnfitArbitration }

/** The journey of a ruling: into the journal; then the model follows, before the next window is settled. */
export const makeGovernDefinitions = (world: GovernedWorld): GovernDefinitions => ({
  definitions: governing(world, 'definition', () => world.model.definitions),
  derivations: governing(world, 'derivation', () => world.model.derivations),
  arbitration: governing(world, 'arbitration', () => world.model.arbitration),
})

const governing = <Of extends { readonly versions: readonly { readonly version: number }[] }>({ model, journal, follower, clock }: GovernedWorld, kind: VersionKind, ofKind: () => ReadonlyMap<string, Of>): Govern<Of> => {
  const written = async (named: VersionName, ruling: Ruling, grounds: Grounds): Promise<Ruled<Of>> => {
    const place = await rule(journal, kind, async (held, client) => {
      // Nobody else rules or tells meanwhile: what waited for that is ruled now.
      const recordedAt = clock()
      const proposed: HeldVersion | undefined = 'source' in ruling ? { ...named, source: ruling.source, lifecycle: 'PROPOSED', judging: 'NOT_YET' } : undefined
      if (proposed !== undefined && kind !== 'definition') REFUSE_UNFIT[kind](model, proposed, held)
      else if (proposed !== undefined) refuseUnsound(model, [...held.filter((one) => !isSameVersion(one, named)), proposed])
      const acts = decide(held, named, ruling, { ...grounds, recordedAt }, kind)
      if (ruling.rule === 'activate') {
        if (kind === 'arbitration') refuseTaken(named.definition, aboutOf(held.find((one) => isSameVersion(one, named))), held)
        const rehearsals = await readRehearsals(client, kind, named.definition, named.version)
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
    const of = ofKind().get(named.definition)
    const version = of?.versions.find((one) => one.version === named.version)
    invariant(of !== undefined && version !== undefined, 'governDefinitions', 'what was ruled on is not held')
    return { of, version }
  }
  return {
    propose: async (source, isDraft, grounds) => {
      // What says nothing of the kind is refused as unsound, whatever it is called here.
      const named = (ruleIn(source)?.kind ?? 'definition') === kind ? numberIn(source) : undefined
      return written(named ?? { definition: kind, version: 1 }, { rule: isDraft ? 'draft' : 'propose', source }, grounds)
    },
    rule: (named, ruling, grounds) => written(named, ruling, grounds),
  }
}
