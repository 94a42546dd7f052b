import { compareDefinitions, compareDerivations, standingText, type Divergence } from '../model/compare-definitions.ts'
import type { DefinitionAct } from '../model/definition-act.ts'
import { derivationsUnderWay } from '../model/derivations-in-force.ts'
import { judgedVersions } from '../model/judged-versions.ts'
import { ruledDerivations, ruledVersions, type RuledVersion } from '../model/life-cycle.ts'
import { isInForce, isSameVersion, timeInForce, type HeldVersion, type VersionName } from '../model/held-version.ts'
import { HeldDefinitions } from '../model/held-definitions.ts'
import type { BuiltDefinitions, BuiltDerivations, Model } from '../model/model.ts'
import { renderProblems } from '../model/render-problems.ts'
import { meaningOf } from '../model/version-source.ts'
import { problem } from '../problems/problem.ts'
import { ORDER } from '../settle/belonging.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { beginDerivations, followDerivations, joinAnew, takeDerivations } from './derivations.ts'
import { isJournalEmpty } from './import-events.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { filing, readActs, readRuled, recordActs, type Ruled, type RulingReader } from './rulings.ts'
import { sql } from './sql.ts'

type Held = Pick<Model, 'definitions' | 'derivations'>

/** DEFINITIONS_UNSOUND. */
const sound = <Built extends BuiltDefinitions | BuiltDerivations>(built: Built): Built & { readonly ok: true } => {
  if (!built.ok) throw problem('DEFINITIONS_UNSOUND', { problems: renderProblems(built.problems) })
  return built as Built & { readonly ok: true }
}

/**
 * Definitions and derivations as they were ruled on up to a place, every order judged by what had been approved but for some versions, as `name version`; links all as the
 * versions then in force say. RECEIPT_AHEAD, DEFINITIONS_UNSOUND.
 */
export const definitionsUpTo = async (reader: RulingReader, model: Model, place: number, underWay: readonly string[]): Promise<Held> => {
  // A world whose journal was told no definitions is served by the folder's.
  if (place === 0 && model.definitions.place === 0) return { definitions: model.definitions.snapshot(), derivations: model.derivations.snapshot() }
  const acts = await readActs(reader, place)
  if (acts.place !== place) throw problem('RECEIPT_AHEAD', { what: 'rulings', given: String(place), have: String(acts.place) })
  const [definitions, derivations]: [Model['definitions'], Model['derivations']] = [new HeldDefinitions(), new HeldDefinitions()]
  definitions.become(sound(model.buildVersions(ruledVersions(acts.definition, (definition, version) => !underWay.includes(`${definition} ${version}`)))).definitions, place)
  derivations.become(sound(model.buildDerivations(ruledDerivations(acts.derivation, () => true))).derivations, place)
  return { definitions, derivations }
}

/** The model's definitions and derivations become what is held, both or none. DEFINITIONS_UNSOUND. */
const become = (model: Model, { place, versions, derivations }: Ruled): void => {
  const [built, links] = [sound(model.buildVersions(versions)), sound(model.buildDerivations(derivations))]
  model.derivations.become(links.derivations, place)
  model.definitions.become(built.definitions, place)
}

/** The model's definitions and derivations become what a journal holds, for who only reads; nothing where it was told no definitions. */
export const takeHeld = async (reader: RulingReader, model: Model): Promise<void> => {
  const ruled = await readRuled(reader)
  if (ruled.place > 0) become(model, ruled)
}

const namesOf = (versions: readonly VersionName[]): readonly [readonly string[], readonly number[]] => [versions.map(({ definition }) => definition), versions.map(({ version }) => version)]

/**
 * Within a transaction that settles everything anew: every order will be judged by all that is held, and every link be as the versions in force say. Until the graph shows
 * it, versions that were not done before are still said to be under way.
 */
export const judgeAnew = async (client: JournalClient, model: Model): Promise<void> => {
  const { place, versions, derivations } = await readRuled(client)
  const asBefore = (before: ReadonlyMap<string, { readonly versions: readonly Pick<HeldVersion, 'version' | 'judging'>[] }>, held: readonly RuledVersion[]): readonly RuledVersion[] => held.map((one) => {
    const isDone = before.get(one.definition)?.versions.find(({ version }) => version === one.version)?.judging === 'DONE'
    return one.judging === 'NOT_YET' ? one : { ...one, judging: isDone ? 'DONE' : 'UNDER_WAY' }
  })
  if (place > 0) become(model, { place, versions: asBefore(model.definitions, versions), derivations: asBefore(model.derivations, derivations) })
  await client.query('delete from judged')
  await client.query(sql('write/judge-anew', [...namesOf(judgedVersions(model))]))
  await joinAnew(client, model)
}

/**
 * The model follows what was ruled since it was last looked; orders are to be judged by what was approved, links to follow what came into force. Whoever settles calls it
 * before each window. Cost: one statement; where something was ruled, every version is built anew.
 */
export const followDefinitions = async (client: JournalClient, model: Model): Promise<void> => {
  const [now] = (await client.query<{ place: number; under_way: number }>(sql('read/definitions-place'))).rows
  const underWay = judgedVersions(model).filter(({ judging }) => judging === 'UNDER_WAY').length + derivationsUnderWay(model).length
  if (now === undefined || (now.place === model.definitions.place && now.under_way === underWay)) return
  const ruled = await readRuled(client)
  if (ruled.place === 0) return
  become(model, ruled)
  const begun = (await client.query<VersionName>('select definition, version from judged')).rows
  const fresh = judgedVersions(model).filter((one) => !begun.some((other) => isSameVersion(one, other)))
  if (fresh.length > 0) await client.query(sql('write/to-judge-in', [...namesOf(fresh), ORDER]))
  await followDerivations(client, model)
}

interface Holding {
  /** Whether versions were taken from the folder, or came into force, by which nothing is settled yet. */
  readonly isTaken: boolean
  readonly differ: readonly Divergence[]
  /** The same of derivations. */
  readonly derivationsDiffer: readonly Divergence[]
}

/**
 * Holds the folder's definitions and derivations against those of the journal, before a world is served: a journal that was told nothing takes the folder's; else
 * its own stand, and what differs is given. `carryOut`: the world is made anew under this model, which takes what the folder alone has changed;
 * `reworded`: all else of the model was changed too, so that versions in force may have other words for the same. DEFINITIONS_DIFFER, DEFINITIONS_UNSOUND.
 */
export const holdDefinitions = (journal: Journal, model: Model, { carryOut, reworded }: { readonly carryOut: boolean; readonly reworded: boolean }, now: Instant): Promise<Holding> =>
  inTransaction(journal, 'hold definitions', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const { versions, derivations } = await readRuled(client)
    await beginDerivations(client, model, derivations, now)
    const isOfFiles = versions.every(({ acts }) => acts.every(({ act }) => act === 'FILED'))
    if (versions.length === 0 || (isOfFiles && (await isJournalEmpty(client)) && compareDefinitions(model.filed, versions).length > 0)) {
      await client.query(`delete from definition_act where kind = 'definition'`)
      await recordActs(client, 'definition', filing(model.filed, 'the world begins with them', now))
      await judgeAnew(client, model)
    }
    // Reworded too where they are held under words that the model does not have any more, as when a rebuild under another was cut short.
    const taken = carryOut && versions.length > 0 ? takenFromFolder(model.filed, versions, reworded || !model.buildVersions(versions).ok) : []
    await recordActs(client, 'definition', filing(taken, 'the world is made anew from the folder', now))
    const isTakenToo = carryOut && await takeDerivations(client, model, derivations, reworded, now)
    // Whatever becomes of this rebuild, orders are not judged by these yet, and the next start settles them anew.
    await client.query('delete from judged using unnest($1::text[], $2::integer[]) as taken (definition, version) where judged.definition = taken.definition and judged.version = taken.version', [...namesOf(taken)])
    if (taken.length > 0 || isTakenToo) await client.query('update progress set shape = 0')
    const ruled = await readRuled(client)
    refuseOverlaps(ruled.versions)
    become(model, ruled)
    // A graph that is written while links are half way would not be what the windows after it go on from.
    const isHalfWay = carryOut && derivationsUnderWay(model).length > 0
    return { isTaken: taken.length > 0 || isTakenToo || isHalfWay, differ: compareDefinitions(model.filed, ruled.versions), derivationsDiffer: compareDerivations(model.filedDerivations, ruled.derivations) }
  })

/** A folder knows nothing of what was ruled since: what it says may overlap it. VERSIONS_OVERLAP. */
const refuseOverlaps = (versions: readonly RuledVersion[]): void => {
  for (const one of versions) {
    const from = timeInForce(one) === undefined ? undefined : one.effectiveFrom
    const other = from === undefined ? undefined : versions.find((two) => two !== one && two.definition === one.definition && isInForce(two, from))
    if (from !== undefined && other?.effectiveFrom !== undefined) throw problem('VERSIONS_OVERLAP', { definition: one.definition, version: one.version, at: formatInstant(from), other: other.version, otherFrom: formatInstant(other.effectiveFrom) })
  }
}

/** Versions of the folder that it alone has changed since they were last taken from it. */
const takenFromFolder = (filed: readonly HeldVersion[], held: readonly RuledVersion[], reworded: boolean): readonly HeldVersion[] => {
  const differ = compareDefinitions(filed, held)
  const refused: { readonly text: string; readonly isFixed: boolean }[] = []
  const taken = filed.filter((mine) => {
    const found = differ.find((one) => isSameVersion(one, mine))
    const theirs = held.find((one) => isSameVersion(one, mine))
    if (found === undefined) return false
    if (theirs === undefined) return true
    const lastFiled = theirs.acts.findLast((act): act is DefinitionAct & { readonly act: 'FILED' } => act.act === 'FILED')
    if (lastFiled?.source === mine.source) return false
    if (reworded && standingText(mine) === standingText(theirs) && (lastFiled === theirs.acts.at(-1) || theirs.lifecycle === 'ACTIVE' || theirs.lifecycle === 'RETIRED')) return true
    const isFixed = !reworded && meaningOf(mine.source) !== meaningOf(theirs.source) && theirs.judging !== 'NOT_YET'
    if (lastFiled !== undefined && lastFiled === theirs.acts.at(-1) && !isFixed) return true
    refused.push({ text: `${mine.definition} ${mine.version}: ${found.detail}`, isFixed })
    return false
  })
  if (refused.length > 0) {
    const advice = refused.every(({ isFixed }) => isFixed) ? 'A version that was approved keeps its rules: give the change a number of its own.' : 'Take the journal\'s into the folder first: osl definitions pull.'
    throw problem('DEFINITIONS_DIFFER', { differences: refused.map(({ text }) => text), advice })
  }
  return taken
}
