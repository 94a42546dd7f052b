import type { IdentifierScheme, Model } from '../model/model.ts'
import { ORDER, ordersAt } from '../settle/belonging.ts'
import { parseRef, storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { aboveOf } from './circle.ts'
import type { NamedThen } from './journal-reads.ts'
import type { Journal } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { Told } from './told.ts'
import type { Moment } from './told-world.ts'

/** Of more that bear one value none is meant. */
const MOST_BEARERS = 50

interface Bearer {
  readonly ref: Ref
  readonly scheme: string
  readonly of_later: boolean
}

/** Who bore the value under one of some schemes: at the moment, else only later by what was known. */
const bearers = async (journal: Journal, schemes: readonly IdentifierScheme[], value: string, { asOf, knownAt }: Moment): Promise<{ readonly refs: readonly Ref[]; readonly later: boolean }> => {
  if (schemes.length === 0) return { refs: [], later: false }
  const { rows } = await journal.query<Bearer>(sql('read/entities-named', [schemes.map(({ type }) => type), schemes.map(({ scheme }) => scheme), value, JSON.stringify(value), asOf, knownAt]))
  const then = rows.filter((row) => !row.of_later)
  return { refs: [...new Set((then.length > 0 ? then : rows).map((row) => row.ref))], later: then.length === 0 }
}

/**
 * The orders that an id led to at a moment, as known at another, by the levels of `order(id:)`: a ref, else an order's own identifier, else an identifier
 * of what belonged to an order. None where it named nothing then. Cost: three statements, and two a level of belonging of whom it named.
 */
export const ordersNamed = async (journal: Journal, model: Model, { id, domain }: { readonly id: string; readonly domain: string | undefined }, at: Moment): Promise<NamedThen> => {
  const then = await readSurvivors(journal, at.knownAt)
  const ordersOf = async (refs: readonly Ref[]): Promise<readonly Ref[]> => {
    const others = refs.filter((ref) => typeOfRef(ref) !== ORDER)
    const orders = refs.filter((ref) => typeOfRef(ref) === ORDER).map((ref) => then.of(ref))
    if (others.length === 0 || others.length > MOST_BEARERS) return [...new Set(orders)].sort()
    const told = new Told(model, then, at.knownAt)
    const facts = told.facts(await aboveOf(journal, told, new Set(others)))
    return [...new Set([...orders, ...others.flatMap((ref) => ordersAt(facts, ref, at.asOf))])].sort()
  }
  const parts = parseRef(id)
  if (parts !== undefined && parts.identifier === undefined && model.types.has(parts.type)) {
    const ref = storedRef(id)
    const known = (await journal.query<{ ref: Ref }>(sql('read/entities-known', [then.withMerged([then.of(ref)]), at.knownAt]))).rows.length > 0
    const orders = known ? await ordersOf([ref]) : []
    if (orders.length > 0) return { orders, later: false }
  }
  const meant = [...model.schemes.values()].filter((scheme) => domain === undefined || scheme.domain === domain)
  const isOwn = ({ type }: IdentifierScheme): boolean => type === ORDER
  for (const schemes of [meant.filter(isOwn), meant.filter((scheme) => !isOwn(scheme))]) {
    const { refs, later } = await bearers(journal, schemes, id, at)
    const orders = refs.length === 0 ? [] : await ordersOf(refs)
    if (orders.length > 0) return { orders, later }
  }
  return { orders: [], later: false }
}
