import type { Derivation, Model } from '../model/model.ts'
import { hindrance, type Hindrance, type JoinRow } from '../settle/infer-links.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { addRows, keptLinks, LINKED_SHARE, linksOf, rowsOf, SHARE, type InferWorld } from './infer-anew.ts'
import { inTransaction, type Journal, type JournalClient } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { inTurn } from './sweep-journal.ts'
import { Told } from './told.ts'

/** A link that comes or goes: by what they join in the version that infers it, and what keeps it out of the other. */
export interface LinkRehearsed {
  readonly from: Ref
  readonly to: Ref
  readonly comes: boolean
  readonly key: string
  readonly fromAt?: number
  readonly toAt?: number
  /** MOST: whoever stands on the side `from` joins too many. NO_VERSION: none was in force. */
  readonly because: Hindrance | 'MOST' | 'NO_VERSION'
}

/** What a version of a derivation would infer, were it in force. */
export interface LinksRehearsed {
  /** Entities that were looked at. */
  readonly orders: number
  readonly links: {
    readonly links: number
    readonly linksBefore: number
    readonly come: number
    readonly gone: number
    readonly overflows: number
    readonly overflowsBefore: number
    readonly examples: readonly LinkRehearsed[]
  }
}

/** Links shown of those that come, and of those that go. */
const MOST_EXAMPLES = 5

interface Asked {
  readonly rule: Derivation
  /** In force; undefined: none is. */
  readonly against: Derivation | undefined
}

type Pair = Pick<LinkRehearsed, 'from' | 'to' | 'comes'>
const nameOf = ({ from, to }: Pick<Pair, 'from' | 'to'>): string => JSON.stringify([from, to])

/**
 * What a version of a derivation would infer against what is inferred, over every entity of its sides as the journal knows it now: one snapshot, read beside whatever else
 * goes on. What they join by is kept in a table that goes with the transaction. Cost: what is told of every entity of both sides and of whom they look at, twice; memory: a share of them.
 */
export const rehearseLinks = (journal: Journal, model: Model, { rule, against }: Asked, clock: () => Instant, onEntities: (entities: number) => void): Promise<LinksRehearsed> =>
  inTransaction(journal, 'rehearse a derivation', async (client) => {
    await client.query('set transaction isolation level repeatable read')
    // A temporary table hides the lasting one of its name; statements prepared on this connection would go on reading that one.
    await client.query('create temporary table join_row (like join_row including indexes) on commit drop')
    await client.query('discard plans')
    const survivors = await readSurvivors(client)
    const now = clock()
    const anew = (): InferWorld => ({ client, model, told: new Told(model, survivors, undefined, false, true), now })
    let entities = 0
    for (const side of ['to', 'from'] as const) {
      for await (const refs of inTurn(client, SHARE, 'read/entities-in-turn', rule[side].type.name)) {
        await addRows(anew(), rule, side, refs)
        onEntities(entities += refs.length)
      }
    }
    await client.query('analyze join_row')
    const count = { links: 0, linksBefore: 0, come: 0, gone: 0, overflows: 0 }
    const shown: Pair[] = []
    const overflowing = new Set<Ref>()
    for await (const refs of inTurn(client, LINKED_SHARE, 'read/linking-in-turn', rule.name)) {
      const { links, overflowing: over } = await linksOf(anew(), rule, refs)
      const before = await keptLinks({ client }, rule.name, refs)
      const [were, are] = [new Set(before.map(nameOf)), new Set(links.map(nameOf))]
      const take = (those: readonly Pick<Pair, 'from' | 'to'>[], comes: boolean): number => {
        shown.push(...those.slice(0, Math.max(0, MOST_EXAMPLES - shown.filter((one) => one.comes === comes).length)).map(({ from, to }) => ({ from, to, comes })))
        return those.length
      }
      count.come += take(links.filter((link) => !were.has(nameOf(link))), true)
      count.gone += take(before.filter((link) => !are.has(nameOf(link))), false)
      count.links += links.length
      count.linksBefore += before.length
      count.overflows += over.length
      for (const ref of over) if (shown.some(({ from }) => from === ref)) overflowing.add(ref)
      onEntities(entities)
    }
    const examples: LinkRehearsed[] = []
    for (const one of shown.toSorted((a, b) => Number(b.comes) - Number(a.comes))) examples.push(await explained(anew(), one, { rule, against }, (of, ref) => (of === rule ? Promise.resolve(overflowing.has(ref)) : overflows(client, ref, of))))
    return { orders: entities, links: { ...count, overflowsBefore: against === undefined ? 0 : await overflowsOf(client, rule.name), examples } }
  })

const overflows = async (client: JournalClient, ref: Ref, { name }: Derivation): Promise<boolean> => (await client.query('select from overflow where derivation = $1 and ref = $2', [name, ref])).rowCount === 1
const overflowsOf = async (client: JournalClient, name: string): Promise<number> => (await client.query<{ count: number }>('select count(*)::integer as count from overflow where derivation = $1', [name])).rows[0]?.count ?? 0

const explained = async (world: InferWorld, one: Pair, { rule, against }: Asked, isOver: (of: Derivation, ref: Ref) => Promise<boolean>): Promise<LinkRehearsed> => {
  const rows = async (of: Derivation): Promise<readonly [readonly JoinRow[], readonly JoinRow[]]> =>
    [(await rowsOf(world, of, 'from', [one.from])).get(one.from) ?? [], (await rowsOf(world, of, 'to', [one.to])).get(one.to) ?? []]
  const [inferring, other] = one.comes ? [rule, against] : [against ?? rule, rule]
  const [from, to] = await rows(inferring)
  const joined = from.flatMap((near) => to.filter((far) => hindrance(inferring, [near], [far], world.model.timezone) === undefined).map((far) => ({ near, far })))[0]
  const { key = '', at: fromAt } = joined?.near ?? {}
  const toAt = joined?.far.at
  const because = other === undefined ? 'NO_VERSION' : await isOver(other, one.from) ? 'MOST' : hindrance(other, ...await rows(other), world.model.timezone) ?? 'CONDITION'
  return { ...one, key, ...(fromAt === undefined ? {} : { fromAt }), ...(toAt === undefined ? {} : { toAt }), because }
}
