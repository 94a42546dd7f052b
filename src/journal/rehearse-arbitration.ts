import { STATE_FIELD, type ArbitrationRule } from '../model/arbitration.ts'
import { HeldDefinitions } from '../model/held-definitions.ts'
import { isInForce } from '../model/held-version.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { ORDER } from '../settle/belonging.ts'
import { conflictsOf } from '../settle/conflicts.ts'
import type { Facts } from '../settle/facts.ts'
import { historyOf, rulingAt, type History } from '../settle/history.ts'
import { settleOrder } from '../settle/settle-order.ts'
import { at } from '../settle/timeline.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { claimsAbout } from './arbitration.ts'
import { circleOf, ordersAffected } from './circle.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import type { Survivors } from './survivors.ts'
import { inTurn } from './sweep-journal.ts'
import { Told } from './told.ts'

/** An entity of which another value would hold; null: nothing holds, it is unsettled; empty: it is settled that there is none. */
export interface DisputeRehearsed {
  readonly about: Ref
  readonly before: string | null
  readonly after: string | null
  /** Ids of the claims in dispute. */
  readonly claims: readonly string[]
}

interface Cell {
  readonly before: Outcome
  readonly after: Outcome
  readonly orders: number
}

/** What a version of a rule of arbitration would decide, were it in force. */
export interface DisputesRehearsed {
  /** Entities that were looked at. */
  readonly orders: number
  readonly disputes: {
    readonly disputed: number
    readonly unsettledBefore: number
    readonly unsettledAfter: number
    readonly changes: readonly { readonly before: string | null; readonly after: string | null; readonly entities: number }[]
    readonly verdicts: readonly { readonly definition: string; readonly version: number; readonly cells: readonly Cell[] }[]
    readonly examples: readonly DisputeRehearsed[]
  }
}

/** Entities whose claims are held in memory at a time, and orders whose circles are. */
const SHARE = 500
const ORDERS_SHARE = 100
const MOST_CHANGES = 100
const MOST_EXAMPLES = 10

/** The model with a rule's version in force in the place of the one that is. */
const withRule = (model: Model, rule: ArbitrationRule): Model => {
  const arbitration: Model['arbitration'] = new HeldDefinitions()
  const version = model.arbitration.get(rule.name)?.versions.find((one) => one.version === rule.version)
  arbitration.become(new Map([...model.arbitration, ...(version === undefined ? [] : [[rule.name, { name: rule.name, versions: [{ ...version, lifecycle: 'ACTIVE' as const, rule }] }] as const])]), model.arbitration.place)
  return { ...model, arbitration }
}

const shownIn = (history: History, field: string, now: Instant): string | null => {
  if (field === STATE_FIELD) {
    const ruling = rulingAt(history, now)?.value
    return ruling?.settled === true ? ruling.local : null
  }
  const entry = at(history.attributes.get(field) ?? [], now)?.value
  return entry?.settled === true ? String(entry.value ?? '') : null
}

const timelineOf = (history: History, field: string): string =>
  JSON.stringify(field === STATE_FIELD ? history.ruling.map(({ from, value }) => [from, value?.settled === true ? value.local : value?.settled]) : (history.attributes.get(field) ?? []).map(({ from, value }) => [from, value?.settled === true ? value.value : value?.settled]))

class Tally {
  looked = 0
  disputed = 0
  unsettledBefore = 0
  unsettledAfter = 0
  readonly #changes = new Map<string, number>()
  readonly #verdicts = new Map<DefinitionVersion, Map<string, number>>()
  readonly examples: DisputeRehearsed[] = []
  /** Of whom anything changed, at whatever moment: orders they belong to are judged both ways. */
  readonly orders = new Set<Ref>()

  /** Whether anything of the entity's history would be another. */
  take(ref: Ref, field: string, now: Instant, before: History, after: History): boolean {
    this.looked += 1
    const [asIs, asWould] = [before, after].map((history) => conflictsOf(history, now).find((one) => one.field === field))
    const [is, would] = [shownIn(before, field, now), shownIn(after, field, now)]
    const dispute = asIs ?? asWould
    if (dispute !== undefined) this.disputed += 1
    if (asIs !== undefined && asIs.decided === undefined) this.unsettledBefore += 1
    if (asWould !== undefined && asWould.decided === undefined) this.unsettledAfter += 1
    if (is !== would) {
      const key = JSON.stringify([is, would])
      this.#changes.set(key, (this.#changes.get(key) ?? 0) + 1)
      if (this.examples.length < MOST_EXAMPLES) this.examples.push({ about: ref, before: is, after: would, claims: dispute?.claims ?? [] })
    }
    return timelineOf(before, field) !== timelineOf(after, field)
  }

  judge(version: DefinitionVersion, before: Outcome, after: Outcome): void {
    if (before === after) return
    const cells = this.#verdicts.get(version) ?? new Map<string, number>()
    this.#verdicts.set(version, cells)
    const key = JSON.stringify([before, after])
    cells.set(key, (cells.get(key) ?? 0) + 1)
  }

  result(): DisputesRehearsed {
    const { looked, disputed, unsettledBefore, unsettledAfter, examples } = this
    const changes = [...this.#changes].map(([key, entities]) => {
      const [before, after] = JSON.parse(key) as [string | null, string | null]
      return { before, after, entities }
    }).sort((a, b) => b.entities - a.entities || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)).slice(0, MOST_CHANGES)
    const verdicts = [...this.#verdicts].map(([{ definition, version }, cells]) => ({ definition, version, cells: [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, orders]) => {
      const [before, after] = JSON.parse(key) as [Outcome, Outcome]
      return { before, after, orders }
    }) })).sort((a, b) => (a.definition < b.definition ? -1 : 1))
    return { orders: looked, disputes: { disputed, unsettledBefore, unsettledAfter, changes, verdicts, examples } }
  }
}

interface Rehearsing {
  readonly client: JournalClient
  readonly survivors: Survivors
  readonly before: Model
  readonly after: Model
  readonly now: Instant
}

/** Orders that look at some entities, as theirs or along a path. Cost: what is above the entities and what hangs on them. */
const ordersAround = async ({ client, survivors, before }: Rehearsing, refs: readonly Ref[]): Promise<readonly Ref[]> =>
  (refs.length === 0 ? [] : [...(await ordersAffected(client, before, new Told(before, survivors, undefined, true), new Set(refs))).refs].filter((ref) => typeOfRef(ref) === ORDER))

/** The same facts under another model. */
const under = (model: Model, facts: Facts): Facts => ({ ...facts, model })

/** Outcomes of the versions in force on orders of whom anything changes, as they are and as they would be. */
const judgeBoth = async ({ client, survivors, before, after, now }: Rehearsing, orders: readonly Ref[], tally: Tally): Promise<void> => {
  const versions = [...before.definitions.values()].flatMap((definition) => definition.versions.filter((version) => isInForce(version, now)))
  for (let from = 0; from < orders.length; from += ORDERS_SHARE) {
    const share = orders.slice(from, from + ORDERS_SHARE)
    const told = new Told(before, survivors)
    const facts = told.facts((await circleOf(client, before, told, new Set(share))).refs)
    // A ref that somebody used and nobody bears any more is no order.
    for (const order of share.filter((ref) => facts.entities.has(ref))) {
      const [is, would] = [before, after].map((model) => settleOrder(under(model, facts), order, now, versions)?.verdicts ?? [])
      for (const [place, version] of versions.entries()) tally.judge(version, is?.[place]?.outcome ?? 'UNKNOWN', would?.[place]?.outcome ?? 'UNKNOWN')
    }
  }
}

/**
 * What a version of a rule would decide against what is decided, over every entity of which several sources have spoken, as the journal knows it now: one snapshot, read beside
 * whatever else goes on, changing nothing; and what that would change of the verdicts of the versions in force. Cost: the claims of these entities, and of the orders of those
 * that would have another history; memory: a share of them, and those orders' refs.
 */
export const rehearseArbitration = (journal: Journal, model: Model, rule: ArbitrationRule, clock: () => Instant, onEntities: (entities: number) => void): Promise<DisputesRehearsed> =>
  inTransaction(journal, 'rehearse a rule of arbitration', async (client) => {
    await client.query('set transaction isolation level repeatable read read only')
    const survivors = await readSurvivors(client)
    const rehearsing: Rehearsing = { client, survivors, before: model, after: withRule(model, rule), now: clock() }
    const tally = new Tally()
    for await (const refs of inTurn(client, SHARE, 'read/disputed-in-turn', ...claimsAbout(`${rule.type}.${rule.field}`))) {
      const told = new Told(model, survivors, undefined, false, true)
      await told.ensure(client, refs)
      const facts = told.facts(refs)
      const changed = refs.filter((ref) => facts.entities.has(ref) && tally.take(ref, rule.field, rehearsing.now, historyOf(facts, ref), historyOf(under(rehearsing.after, facts), ref)))
      for (const order of await ordersAround(rehearsing, changed)) tally.orders.add(order)
      onEntities(tally.looked)
    }
    await judgeBoth(rehearsing, [...tally.orders].sort(), tally)
    return tally.result()
  })
