import { compareExplained } from '../explain/compare-explained.ts'
import { explainVerdict } from '../explain/explain-verdict.ts'
import { differenceText, LANGUAGES, type Language } from '../explain/explanation-text.ts'
import { RehearsalTally, type ExampleTold, type RehearsalResult, type Said } from '../explain/tally-rehearsal.ts'
import { dimensionNamed, type Dimension } from '../model/dimension.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import { ORDER } from '../settle/belonging.ts'
import type { Facts } from '../settle/facts.ts'
import { readsStatesAlone } from '../settle/count-states.ts'
import { orderQuestion, settleOrder } from '../settle/settle-order.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { outcomeOfLetter, stageOfLetter, type Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { circleOf } from './circle.ts'
import { dimensionValues } from './dimension-values.ts'
import { asksOrders, judgeByChanges, readChanges, type Judged } from './judge-by-states.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import { inTurn } from './sweep-journal.ts'
import { Told } from './told.ts'

/** A version held against the one in force. */
export interface RehearsalAsked {
  readonly version: DefinitionVersion
  /** Judged on every order. */
  readonly against: DefinitionVersion | undefined
  /** What to count by, as `dimensionNamed` reads it. */
  readonly by: readonly string[]
}

/** Orders whose circle is held in memory at a time. */
const STRETCH = 500
/** Orders that one statement judges. */
const COUNTED = 10_000
/** A stretch of them is sorted in memory; most sorts take a tenth of it. */
const SORTED = "set local work_mem = '64MB'"

interface KeptRow {
  readonly order_ref: Ref
  readonly outcomes: string
  readonly sinces: readonly number[]
}

const saidOf = (version: DefinitionVersion, outcomes: readonly Outcome[], sinces: readonly number[], stage: string | undefined): Said => ({
  ...(version.answers.stage === undefined ? {} : { stage: stage ?? null }),
  unified: outcomes[0] ?? 'UNKNOWN',
  domains: new Map(version.domains.map(({ domain }, place) => [domain, { outcome: outcomes[place + 1] ?? 'UNKNOWN', since: instant(sinces[place + 1] ?? 0) }])),
})

interface Rehearsing extends RehearsalAsked {
  readonly dimensions: readonly Dimension[]
  readonly client: JournalClient
  readonly model: Model
  readonly survivors: Survivors
  readonly now: Instant
  readonly tally: RehearsalTally
  readonly onOrders: (orders: number) => void
}

/** A stretch of orders with what both versions say of them. */
interface Stretch {
  readonly refs: readonly Ref[]
  readonly before: ReadonlyMap<Ref, Said>
  /** Of those that have begun. */
  readonly judged: ReadonlyMap<Ref, Judged & { readonly stage?: string | undefined }>
  /** Of what is counted by. */
  readonly values: ReadonlyMap<Ref, readonly (readonly (string | null)[])[]>
}

/**
 * What a version would change, over every order as the journal knows it now: one snapshot, read beside whatever else goes on, changing nothing. A version that
 * reads states alone is judged by PostgreSQL, a statement for ten thousand orders; any other from the claims of every order and of what belongs to it, as
 * settling does. Both say the same. Cost: those claims, once; memory: a stretch's outcomes, or circles, and a tally's counts.
 */
export const rehearse = (journal: Journal, model: Model, asked: RehearsalAsked, clock: () => Instant, onOrders: (orders: number) => void, stretch?: number): Promise<RehearsalResult> =>
  inTransaction(journal, 'rehearse a definition', async (client) => {
    await client.query('set transaction isolation level repeatable read read only')
    const survivors = await readSurvivors(client)
    const tally = new RehearsalTally(asked.by)
    // After the snapshot is taken: what was kept of verdicts is then no younger.
    const rehearsing: Rehearsing = { ...asked, dimensions: asked.by.map((field) => dimensionOf(model, field)), client, model, survivors, now: clock(), tally, onOrders }
    await (readsStatesAlone(asked.version) ? byStates(rehearsing, stretch ?? COUNTED) : byClaims(rehearsing, stretch ?? STRETCH))
    return tally.result()
  })

const dimensionOf = (model: Model, field: string): Dimension => {
  const found = dimensionNamed(model, field)
  invariant('attribute' in found, 'rehearse', `'${field}' is nothing to count by`)
  return found
}

const valuesFor = ({ client, model, survivors, dimensions, now }: Rehearsing, refs: readonly Ref[]): Promise<Stretch['values']> => dimensionValues(client, model, survivors, dimensions, refs, now)

const byClaims = async (rehearsing: Rehearsing, stretch: number): Promise<void> => {
  const { client, version, against, now, tally, onOrders } = rehearsing
  for await (const refs of inTurn(client, stretch, 'read/orders-in-turn', ORDER)) {
    const facts = await readCircle(rehearsing, refs)
    const judged = new Map(refs.flatMap((ref) => {
      const ruling = settleOrder(facts, ref, now, [version])
      const verdict = ruling?.verdicts[0]
      if (ruling === undefined || verdict === undefined) return []
      const all = [verdict, ...verdict.domains]
      return [[ref, { begun: ruling.firstAt, outcomes: all.map(({ outcome }) => outcome), sinces: all.map(({ since }) => since), stage: verdict.answers.stage }] as const]
    }))
    for (const change of count(rehearsing, { refs, before: await keptOf(client, against, refs), judged, values: await valuesFor(rehearsing, refs) })) tally.show(exampleOf(facts, rehearsing, change))
    onOrders(tally.orders)
  }
}

/** While the database works on a stretch the one before it is counted. */
const byStates = async (rehearsing: Rehearsing, stretch: number): Promise<void> => {
  const { client, model, survivors, version, against, now, tally, onOrders } = rehearsing
  await client.query(SORTED)
  const show = async (changes: readonly Change[]): Promise<void> => {
    for (const change of changes) tally.show(exampleOf(await readCircle(rehearsing, [change.order]), rehearsing, change))
    onOrders(tally.orders)
  }
  let counted: () => readonly Change[] = () => []
  for await (const refs of inTurn(client, stretch, 'read/orders-in-turn', ORDER)) {
    const before = await keptOf(client, against, refs)
    const values = await valuesFor(rehearsing, refs)
    const told = new Told(model, survivors, undefined, false, true)
    if (asksOrders(version)) await told.ensure(client, refs)
    const facts = told.facts(refs)
    const asked = readChanges(client, model, survivors, version, refs, now)
    const ofLast = counted()
    const changes = await asked
    await show(ofLast)
    counted = () => count(rehearsing, { refs, before, judged: judgeByChanges(facts, version, changes, now), values })
  }
  await show(counted())
}

const readCircle = async ({ client, model, survivors }: Rehearsing, orders: readonly Ref[]): Promise<Facts> => {
  const told = new Told(model, survivors)
  return told.facts((await circleOf(client, model, told, new Set(orders))).refs)
}

type Change = Pick<ExampleTold, 'order' | 'before' | 'after'>

/** Counts a stretch; changes of which examples are wanted. */
const count = ({ version, tally }: Rehearsing, { refs, before, judged, values }: Stretch): readonly Change[] => refs.flatMap((order) => {
  const one = judged.get(order)
  if (one === undefined) return []
  const was = before.get(order)
  const after = saidOf(version, one.outcomes, one.sinces, one.stage)
  const isWanted = tally.take({ begun: one.begun, before: was, after, values: values.get(order) ?? [] })
  return isWanted ? [{ order, before: was?.unified ?? null, after: after.unified }] : []
})

const keptOf = async (client: JournalClient, against: DefinitionVersion | undefined, refs: readonly Ref[]): Promise<ReadonlyMap<Ref, Said>> => {
  if (against === undefined) return new Map()
  const { rows } = await client.query<KeptRow>(sql('read/verdict-letters', [refs, against.definition, against.version]))
  return new Map(rows.map(({ order_ref, outcomes, sinces }) => [order_ref, saidOf(against, [...outcomes].map(outcomeOfLetter), sinces, stageOfLetter(against.answers.stage?.scale ?? [], outcomes[against.domains.length + 1] ?? '?'))]))
}

const exampleOf = (facts: Facts, { version, against, now }: Rehearsing, { order, before, after }: Change): ExampleTold => {
  const question = orderQuestion(facts, order, now)
  invariant(question !== undefined, 'rehearse', `${order} has begun and is no question`)
  const { definitions } = facts.model
  const why = explainVerdict(question, definitions, version)
  const was = against === undefined ? undefined : explainVerdict(question, definitions, against)
  const differences = was === undefined ? [{ after: why }] : compareExplained(was, why)
  const claims = new Set(differences.flatMap((one) => [...('before' in one ? one.before?.claims ?? [] : []), ...(one.after?.claims ?? [])]).map(({ id }) => id))
  return { order, before, after, claims: [...claims].slice(0, MOST_CLAIMS), texts: Object.fromEntries(LANGUAGES.map((language) => [language, differences.map((one) => differenceText(language, one)).join('\n')])) as Record<Language, string> }
}

/** Claims shown of an example. */
const MOST_CLAIMS = 20
