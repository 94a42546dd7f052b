import { compareDefinitions, standingText, type Divergence } from '../model/compare-definitions.ts'
import type { ActKind, DefinitionAct } from '../model/definition-act.ts'
import { judgedVersions } from '../model/judged-versions.ts'
import { ruledVersions, type RuledVersion } from '../model/life-cycle.ts'
import { isInForce, isSameVersion, timeInForce, type HeldVersion, type VersionName } from '../model/held-version.ts'
import { HeldDefinitions } from '../model/held-definitions.ts'
import type { DefinitionModel, Model } from '../model/model.ts'
import { renderProblems } from '../model/render-problems.ts'
import { meaningOf } from '../model/version-source.ts'
import { problem } from '../problems/problem.ts'
import { ORDER } from '../settle/belonging.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { isJournalEmpty } from './import-events.ts'
import { inTransaction, withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

type Reader = Pick<Journal, 'query'> | Pick<JournalClient, 'query'>

interface ActRow {
  readonly place: number
  readonly definition: string
  readonly version: number
  readonly act: ActKind
  readonly source: string | null
  readonly effective_from: Instant | null
  readonly effective_to: Instant | null
  readonly actor: string
  readonly reason: string
  readonly recorded_at: Instant
}

const actOf = ({ definition, version, act, source, effective_from, effective_to, actor, reason, recorded_at }: ActRow): DefinitionAct => ({
  definition, version, actor, reason, recordedAt: recorded_at,
  act, ...(source === null ? {} : { source }), ...(effective_from === null ? {} : { effectiveFrom: effective_from }), ...(effective_to === null ? {} : { effectiveTo: effective_to }),
}) as DefinitionAct

/** Definitions as they are ruled on up to a place. */
export interface Ruled {
  readonly place: number
  readonly versions: readonly RuledVersion[]
}

/** Every version that the journal holds, with what was ruled on it. Cost: two statements; some rows a version. */
export const readRuled = (reader: Reader): Promise<Ruled> =>
  withJournal('read definitions', async () => {
    const { rows } = await reader.query<ActRow>(sql('read/definition-acts', [null]))
    const { rows: judged } = await reader.query<{ definition: string; version: number; done: boolean }>(sql('read/judged'))
    const done = new Set(judged.filter((one) => one.done).map(({ definition, version }) => `${definition} ${version}`))
    return { place: rows.at(-1)?.place ?? 0, versions: ruledVersions(rows.map(actOf), (definition, version) => done.has(`${definition} ${version}`)) }
  })

/** Definitions as they were ruled on up to a place, every order judged by what had been approved but for some versions, as `name version`. RECEIPT_AHEAD, DEFINITIONS_UNSOUND. */
export const definitionsUpTo = async (reader: Reader, model: Model, place: number, underWay: readonly string[]): Promise<HeldDefinitions<DefinitionModel>> => {
  // A world whose journal was told no definitions is served by the folder's.
  if (place === 0 && model.definitions.place === 0) return model.definitions.snapshot()
  const { rows } = await reader.query<ActRow>(sql('read/definition-acts', [place]))
  const last = rows.at(-1)?.place ?? 0
  if (last !== place) throw problem('RECEIPT_AHEAD', { what: 'rulings', given: String(place), have: String(last) })
  const built = model.buildVersions(ruledVersions(rows.map(actOf), (definition, version) => !underWay.includes(`${definition} ${version}`)))
  if (!built.ok) throw problem('DEFINITIONS_UNSOUND', { problems: renderProblems(built.problems) })
  const held = new HeldDefinitions<DefinitionModel>()
  held.become(built.definitions, place)
  return held
}

/** Writes rulings down; gives the place of the last. */
const recordActs = async (client: JournalClient, acts: readonly DefinitionAct[]): Promise<number> => {
  let place = 0
  for (const one of acts) {
    const { rows } = await client.query<{ place: number }>(sql('write/definition-act', [
      one.definition, one.version, one.act, 'source' in one ? one.source : null, 'effectiveFrom' in one ? one.effectiveFrom : null, 'effectiveTo' in one ? one.effectiveTo : null, one.actor, one.reason, one.recordedAt,
    ]))
    place = rows[0]?.place ?? place
  }
  return place
}

/** Rules on definitions, after what `decide` makes of everything ruled before; nobody else rules meanwhile. Gives the place of the last act. */
export const rule = (journal: Journal, decide: (held: readonly RuledVersion[], client: JournalClient) => Promise<readonly DefinitionAct[]>): Promise<number> =>
  inTransaction(journal, 'rule on a definition', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    return recordActs(client, await decide((await readRuled(client)).versions, client))
  })

/** The model's definitions become what is held. DEFINITIONS_UNSOUND. */
const become = (model: Model, { place, versions }: Ruled): void => {
  const built = model.buildVersions(versions)
  if (!built.ok) throw problem('DEFINITIONS_UNSOUND', { problems: renderProblems(built.problems) })
  model.definitions.become(built.definitions, place)
}

/** The model's definitions become what a journal holds, for who only reads; nothing where it was told no definitions. */
export const takeHeld = async (reader: Reader, model: Model): Promise<void> => {
  const ruled = await readRuled(reader)
  if (ruled.place > 0) become(model, ruled)
}

const namesOf = (versions: readonly VersionName[]): readonly [readonly string[], readonly number[]] => [versions.map(({ definition }) => definition), versions.map(({ version }) => version)]

/**
 * Within a transaction that settles everything anew: every order will be judged by all that is held. Until the graph shows it, versions that no order
 * was judged by before are still said to be under way.
 */
export const judgeAnew = async (client: JournalClient, model: Model): Promise<void> => {
  const { place, versions } = await readRuled(client)
  const isDone = ({ definition, version }: HeldVersion): boolean => model.definitions.get(definition)?.versions.find((one) => one.version === version)?.judging === 'DONE'
  if (place > 0) become(model, { place, versions: versions.map((held) => (held.judging === 'NOT_YET' ? held : { ...held, judging: isDone(held) ? 'DONE' : 'UNDER_WAY' })) })
  await client.query('delete from judged')
  await client.query(sql('write/judge-anew', [...namesOf(judgedVersions(model))]))
}

/**
 * The model follows what was ruled since it was last looked; orders are to be judged by what was approved. Whoever settles calls it before each
 * window. Cost: one statement; where something was ruled, every version is built anew.
 */
export const followDefinitions = async (client: JournalClient, model: Model): Promise<void> => {
  const [now] = (await client.query<{ place: number; under_way: number }>(sql('read/definitions-place'))).rows
  const underWay = judgedVersions(model).filter(({ judging }) => judging === 'UNDER_WAY').length
  if (now === undefined || (now.place === model.definitions.place && now.under_way === underWay)) return
  const ruled = await readRuled(client)
  if (ruled.place === 0) return
  become(model, ruled)
  const begun = (await client.query<VersionName>('select definition, version from judged')).rows
  const fresh = judgedVersions(model).filter((one) => !begun.some((other) => isSameVersion(one, other)))
  if (fresh.length > 0) await client.query(sql('write/to-judge-in', [...namesOf(fresh), ORDER]))
}

/** Whether anybody ruled on definitions; the folder's alone are what an empty world begins with. */
export const hasRulings = async (client: JournalClient): Promise<boolean> => (await client.query(`select from definition_act where act <> 'FILED' limit 1`)).rowCount === 1

const BY_FILES = 'files'

/** Who took the folder's versions in, and why. */
const filing = (filed: readonly HeldVersion[], reason: string, recordedAt: Instant): readonly DefinitionAct[] =>
  filed.map(({ definition, version, source }) => ({ definition, version, act: 'FILED', source, actor: BY_FILES, reason, recordedAt }))

/**
 * Holds the folder's definitions against those of the journal, before a world is served: a journal that was told nothing takes the folder's; else
 * its own stand, and what differs is given. `carryOut`: the world is made anew under this model, which takes what the folder alone has changed;
 * `reworded`: all else of the model was changed too, so that versions in force may have other words for the same. DEFINITIONS_DIFFER, DEFINITIONS_UNSOUND.
 */
export const holdDefinitions = (journal: Journal, model: Model, { carryOut, reworded }: { readonly carryOut: boolean; readonly reworded: boolean }, now: Instant): Promise<{ /** Whether versions were taken from the folder, by which nothing is settled yet. */ readonly isTaken: boolean; readonly differ: readonly Divergence[] }> =>
  inTransaction(journal, 'hold definitions', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const { versions } = await readRuled(client)
    const isOfFiles = versions.every(({ acts }) => acts.every(({ act }) => act === 'FILED'))
    if (versions.length === 0 || (isOfFiles && (await isJournalEmpty(client)) && compareDefinitions(model.filed, versions).length > 0)) {
      await client.query('delete from definition_act')
      await recordActs(client, filing(model.filed, 'the world begins with them', now))
      await judgeAnew(client, model)
    }
    // Reworded too where they are held under words that the model does not have any more, as when a rebuild under another was cut short.
    const taken = carryOut && versions.length > 0 ? takenFromFolder(model.filed, versions, reworded || !model.buildVersions(versions).ok) : []
    await recordActs(client, filing(taken, 'the world is made anew from the folder', now))
    // Whatever becomes of this rebuild, orders are not judged by these yet, and the next start settles them anew.
    await client.query('delete from judged using unnest($1::text[], $2::integer[]) as taken (definition, version) where judged.definition = taken.definition and judged.version = taken.version', [...namesOf(taken)])
    if (taken.length > 0) await client.query('update progress set shape = 0')
    const ruled = await readRuled(client)
    refuseOverlaps(ruled.versions)
    become(model, ruled)
    return { isTaken: taken.length > 0, differ: compareDefinitions(model.filed, ruled.versions) }
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
