import { compareDefinitions, compareRules, standingText, type Divergence } from '../model/compare-definitions.ts'
import type { DefinitionAct } from '../model/definition-act.ts'
import { judgedVersions } from '../model/judged-versions.ts'
import { ruledRules, ruledVersions, type RuledVersion } from '../model/life-cycle.ts'
import { isInForce, isSameVersion, RULE_KINDS, timeInForce, type HeldVersion, type RuleKind, type VersionName } from '../model/held-version.ts'
import { HeldDefinitions } from '../model/held-definitions.ts'
import type { BuiltDefinitions, Model } from '../model/model.ts'
import { renderProblems } from '../model/render-problems.ts'
import { rulesUnderWay, type BuiltRules } from '../model/rule-versions.ts'
import { rulesOf } from '../model/rules-of.ts'
import { meaningOf } from '../model/version-source.ts'
import { problem } from '../problems/problem.ts'
import { ORDER } from '../settle/belonging.ts'
import { formatInstant, type Instant } from '../vocabulary/instant.ts'
import { APPEND_LOCK } from './append.ts'
import { arbitrateAnew, followArbitration } from './arbitration.ts'
import { followDerivations, joinAnew } from './derivations.ts'
import { beginRules, refuseDiffering, takeRules, type Refused } from './hold-rules.ts'
import { isJournalEmpty } from './import-events.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { BY_FILES, filing, readActs, readRuled, recordActs, type Ruled, type RulingReader } from './rulings.ts'
import { sql } from './sql.ts'

type Held = Pick<Model, 'definitions' | 'derivations' | 'arbitration'>

/** DEFINITIONS_UNSOUND. */
const sound = <Built extends BuiltDefinitions | BuiltRules<unknown>>(built: Built): Built & { readonly ok: true } => {
  if (!built.ok) throw problem('DEFINITIONS_UNSOUND', { problems: renderProblems(built.problems) })
  return built as Built & { readonly ok: true }
}

/**
 * Definitions and rules as they were ruled on up to a place, every order judged by what had been approved but for some versions, as `name version`; all that follows from
 * rules as the versions then in force say. RECEIPT_AHEAD, DEFINITIONS_UNSOUND.
 */
export const definitionsUpTo = async (reader: RulingReader, model: Model, place: number, underWay: readonly string[]): Promise<Held> => {
  // A world whose journal was told no definitions is served by the folder's.
  if (place === 0 && model.definitions.place === 0) return { definitions: model.definitions.snapshot(), derivations: model.derivations.snapshot(), arbitration: model.arbitration.snapshot() }
  const acts = await readActs(reader, place)
  if (acts.place !== place) throw problem('RECEIPT_AHEAD', { what: 'rulings', given: String(place), have: String(acts.place) })
  const then: Held = { definitions: new HeldDefinitions(), derivations: new HeldDefinitions(), arbitration: new HeldDefinitions() }
  then.definitions.become(sound(model.buildVersions(ruledVersions(acts.definition, (definition, version) => !underWay.includes(`${definition} ${version}`)))).definitions, place)
  then.derivations.become(sound(model.buildDerivations(ruledRules(acts.derivation, () => true))).rules, place)
  then.arbitration.become(sound(model.buildArbitration(ruledRules(acts.arbitration, () => true))).rules, place)
  return then
}

/** The model's definitions and rules become what is held, all or none. DEFINITIONS_UNSOUND. */
const become = (model: Model, { place, versions, rules }: Ruled): void => {
  const [built, ...ofKinds] = [sound(model.buildVersions(versions)), sound(model.buildDerivations(rules.derivation)), sound(model.buildArbitration(rules.arbitration))] as const
  model.derivations.become(ofKinds[0].rules, place)
  model.arbitration.become(ofKinds[1].rules, place)
  model.definitions.become(built.definitions, place)
}

/** The model's definitions and rules become what a journal holds, for who only reads; nothing where it was told no definitions. */
export const takeHeld = async (reader: RulingReader, model: Model): Promise<void> => {
  const ruled = await readRuled(reader)
  if (ruled.place > 0) become(model, ruled)
}

const namesOf = (versions: readonly VersionName[]): readonly [readonly string[], readonly number[]] => [versions.map(({ definition }) => definition), versions.map(({ version }) => version)]

/**
 * Within a transaction that settles everything anew: every order will be judged by all that is held, and all that follows from rules be as the versions in force say. Until the graph shows
 * it, versions that were not done before are still said to be under way.
 */
export const judgeAnew = async (client: JournalClient, model: Model): Promise<void> => {
  const { place, versions, rules } = await readRuled(client)
  const asBefore = (before: ReadonlyMap<string, { readonly versions: readonly Pick<HeldVersion, 'version' | 'judging'>[] }>, held: readonly RuledVersion[]): readonly RuledVersion[] => held.map((one) => {
    const isDone = before.get(one.definition)?.versions.find(({ version }) => version === one.version)?.judging === 'DONE'
    return one.judging === 'NOT_YET' ? one : { ...one, judging: isDone ? 'DONE' : 'UNDER_WAY' }
  })
  if (place > 0) become(model, { place, versions: asBefore(model.definitions, versions), rules: { derivation: asBefore(model.derivations, rules.derivation), arbitration: asBefore(model.arbitration, rules.arbitration) } })
  await client.query('delete from judged')
  await client.query(sql('write/judge-anew', [...namesOf(judgedVersions(model))]))
  await joinAnew(client, model)
  await arbitrateAnew(client, model)
}

/**
 * The model follows what was ruled since it was last looked; orders are to be judged by what was approved, links and what sources disagree about to follow what came into force. Whoever settles calls it
 * before each window. Cost: one statement; where something was ruled, every version is built anew.
 */
export const followDefinitions = async (client: JournalClient, model: Model): Promise<void> => {
  const [now] = (await client.query<{ place: number; under_way: number }>(sql('read/definitions-place'))).rows
  const underWay = judgedVersions(model).filter(({ judging }) => judging === 'UNDER_WAY').length + rulesUnderWay(model.derivations).length + rulesUnderWay(model.arbitration).length
  if (now === undefined || (now.place === model.definitions.place && now.under_way === underWay)) return
  const ruled = await readRuled(client)
  if (ruled.place === 0) return
  become(model, ruled)
  const begun = (await client.query<VersionName>('select definition, version from judged')).rows
  const fresh = judgedVersions(model).filter((one) => !begun.some((other) => isSameVersion(one, other)))
  if (fresh.length > 0) await client.query(sql('write/to-judge-in', [...namesOf(fresh), ORDER]))
  await followDerivations(client, model)
  await followArbitration(client, model)
}

interface Holding {
  /** Whether versions were taken from the folder, or came into force, by which nothing is settled yet. */
  readonly isTaken: boolean
  /** Versions of definitions that were taken. */
  readonly taken: readonly VersionName[]
  readonly differ: readonly Divergence[]
  /** The same of rules. */
  readonly rulesDiffer: Readonly<Record<RuleKind, readonly Divergence[]>>
}

/**
 * Holds the folder's definitions and rules against those of the journal, before a world is served: a journal that was told nothing takes the folder's; else
 * its own stand, and what differs is given. `carryOut`: the world is made anew under this model, which takes what the folder alone has changed, as long as nobody has ruled
 * on the definition; from then on it proposes. DEFINITIONS_DIFFER, DEFINITIONS_UNSOUND.
 */
export const holdDefinitions = (journal: Journal, model: Model, { carryOut }: { readonly carryOut: boolean }, now: Instant): Promise<Holding> =>
  inTransaction(journal, 'hold definitions', async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [APPEND_LOCK])
    const { versions, rules } = await readRuled(client)
    await beginRules(client, model, rules, now)
    const isOfFiles = versions.every(({ acts }) => acts.every(({ act }) => act === 'FILED'))
    if (versions.length === 0 || (isOfFiles && (await isJournalEmpty(client)) && compareDefinitions(model.filed, versions).length > 0)) {
      await client.query(`delete from definition_act where kind = 'definition'`)
      await recordActs(client, 'definition', filing(model.filed, 'the world begins with them', now))
      await judgeAnew(client, model)
    }
    // What is held under words that the model does not have any more may be said in others.
    const { taken, proposed } = carryOut && versions.length > 0 ? takenFromFolder(model.filed, versions, !model.buildVersions(versions).ok) : { taken: [], proposed: [] }
    await recordActs(client, 'definition', [...filing(taken, ANEW, now), ...filing(proposed, ANEW, now, 'PROPOSED')])
    let isTakenToo = false
    for (const kind of carryOut ? RULE_KINDS : []) isTakenToo = await takeRules(client, model, kind, rules[kind], now) || isTakenToo
    // Whatever becomes of this rebuild, orders are not judged by these yet, and the next start settles them anew.
    await client.query('delete from judged using unnest($1::text[], $2::integer[]) as taken (definition, version) where judged.definition = taken.definition and judged.version = taken.version', [...namesOf(taken)])
    if (taken.length > 0 || isTakenToo) await client.query('update progress set shape = 0')
    const ruled = await readRuled(client)
    refuseOverlaps(ruled.versions)
    become(model, ruled)
    // A graph that is written while they are half way would not be what the windows after it go on from.
    const isHalfWay = carryOut && RULE_KINDS.some((kind) => rulesUnderWay(rulesOf(model, kind).held).length > 0)
    return { isTaken: taken.length > 0 || isTakenToo || isHalfWay, taken, differ: compareDefinitions(model.filed, ruled.versions), rulesDiffer: { derivation: compareRules(model.filedDerivations, ruled.rules.derivation), arbitration: compareRules(model.filedArbitration, ruled.rules.arbitration) } }
  })

/** A folder knows nothing of what was ruled since: what it says may overlap it. VERSIONS_OVERLAP. */
const refuseOverlaps = (versions: readonly RuledVersion[]): void => {
  for (const one of versions) {
    const from = timeInForce(one) === undefined ? undefined : one.effectiveFrom
    const other = from === undefined ? undefined : versions.find((two) => two !== one && two.definition === one.definition && isInForce(two, from))
    if (from !== undefined && other?.effectiveFrom !== undefined) throw problem('VERSIONS_OVERLAP', { definition: one.definition, version: one.version, at: formatInstant(from), other: other.version, otherFrom: formatInstant(other.effectiveFrom) })
  }
}

const ANEW = 'the world is made anew from the folder'

/** Versions of the folder that it alone has changed since they were last taken from it; and those that it has added to a definition on which somebody has ruled, which are proposed. */
const takenFromFolder = (filed: readonly HeldVersion[], held: readonly RuledVersion[], reworded: boolean): { readonly taken: readonly HeldVersion[]; readonly proposed: readonly HeldVersion[] } => {
  const differ = compareDefinitions(filed, held)
  const isRuled = ({ definition }: VersionName): boolean => held.some((one) => one.definition === definition && one.acts.some(({ actor }) => actor !== BY_FILES))
  const refused: Refused[] = []
  const proposed = filed.filter((mine) => isRuled(mine) && !held.some((one) => isSameVersion(one, mine)))
  const taken = filed.filter((mine) => {
    const found = differ.find((one) => isSameVersion(one, mine))
    const theirs = held.find((one) => isSameVersion(one, mine))
    if (found === undefined) return false
    if (theirs === undefined) return !proposed.includes(mine)
    const lastFiled = theirs.acts.findLast((act): act is DefinitionAct & { readonly act: 'FILED' } => act.act === 'FILED')
    if (lastFiled?.source === mine.source) return false
    if (reworded && standingText(mine) === standingText(theirs) && (lastFiled === theirs.acts.at(-1) || theirs.lifecycle === 'ACTIVE' || theirs.lifecycle === 'RETIRED')) return true
    const isFixed = !reworded && meaningOf(mine.source) !== meaningOf(theirs.source) && theirs.judging !== 'NOT_YET'
    if (lastFiled !== undefined && lastFiled === theirs.acts.at(-1) && !isFixed && !isRuled(mine)) return true
    refused.push({ text: `${mine.definition} ${mine.version}: ${found.detail}`, isFixed })
    return false
  })
  refuseDiffering(refused, 'A version that was approved keeps its rules: give the change a number of its own.', 'Take the journal\'s into the folder first: osl definitions pull.')
  return { taken, proposed }
}
