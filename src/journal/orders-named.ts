import type { IdentifierScheme } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { ORDER, ordersAt } from '../settle/belonging.ts'
import { MOST_MATCHES } from '../plan/plan-identity.ts'
import { parseRef, storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { aboveOf } from './circle.ts'
import type { NamedThen } from './journal-reads.ts'
import { together } from './open-journal.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import { Told, type Reader } from './told.ts'
import type { Moment } from './told-world.ts'

interface Bearer {
  readonly ref: Ref
  readonly scheme: string
  readonly of_later: boolean
}

const readBearers = async (journal: Reader, schemes: readonly IdentifierScheme[], value: string, { asOf, knownAt }: Moment): Promise<readonly Bearer[]> =>
  schemes.length === 0 ? [] : (await journal.query<Bearer>(sql('read/entities-named', [schemes.map(({ type }) => type), schemes.map(({ scheme }) => scheme), value, JSON.stringify(value), asOf, knownAt]))).rows

const whoBore = (rows: readonly Bearer[]): { readonly then: readonly Ref[]; readonly later: readonly Ref[] } => {
  const refs = (later: boolean): readonly Ref[] => [...new Set(rows.filter((row) => row.of_later === later).map((row) => row.ref))]
  return { then: refs(false), later: refs(true) }
}

/** Who bore the value under one of some schemes at the moment, and who only later, by what was known. */
export const bearers = async (journal: Reader, schemes: readonly IdentifierScheme[], value: string, at: Moment): Promise<ReturnType<typeof whoBore>> => whoBore(await readBearers(journal, schemes, value, at))

/**
 * The orders that an id led to at a moment, as known at another, by the levels of `order(id:)`: a ref, else an order's own identifier, else an identifier
 * of what belonged to an order. None where it named nothing then. Cost: two statements, and three a level of belonging of whom it named; those of a level at the same time.
 */
export const ordersNamed = async (journal: Reader, model: Model, { id, domain }: { readonly id: string; readonly domain: string | undefined }, at: Moment): Promise<NamedThen> => {
  const meant = [...model.schemes.values()].filter((scheme) => domain === undefined || scheme.domain === domain)
  const [then, rows] = await together(journal, [() => readSurvivors(journal, at.knownAt), () => readBearers(journal, meant, id, at)])
  const ordersOf = async (refs: readonly Ref[]): Promise<readonly Ref[]> => {
    const others = refs.filter((ref) => typeOfRef(ref) !== ORDER)
    const orders = refs.filter((ref) => typeOfRef(ref) === ORDER).map((ref) => then.of(ref))
    if (others.length === 0 || others.length > MOST_MATCHES) return [...new Set(orders)].sort()
    const told = new Told(model, then, at.knownAt)
    const facts = told.facts(await aboveOf(journal, told, new Set(others)))
    return [...new Set([...orders, ...others.flatMap((ref) => ordersAt(facts, ref, at.asOf))])].sort()
  }
  const parts = parseRef(id)
  if (parts !== undefined && model.types.has(parts.type)) {
    const ref = storedRef(id)
    const known = (await journal.query<{ ref: Ref }>(sql('read/entities-known', [then.withMerged([then.of(ref)]), at.knownAt]))).rows.length > 0
    // A placeholder whose entity is known is whom its identifier names.
    const scheme = parts.identifier === undefined ? undefined : model.schemes.get(parts.identifier.scheme)
    const named = known || parts.identifier === undefined || scheme === undefined ? undefined : await bearers(journal, [scheme], parts.identifier.value, at)
    const orders = await ordersOf(known ? [ref] : [...named?.then ?? [], ...named?.later ?? []])
    if (orders.length > 0) return { orders, later: false }
  }
  const isOwn = ({ scheme }: Bearer): boolean => model.schemes.get(scheme)?.type === ORDER
  const levels = [whoBore(rows.filter(isOwn)), whoBore(rows.filter((row) => !isOwn(row)))]
  // Who bears it only later is asked about where nobody bore it then: a bearer that belonged to no order is an answer too.
  const which = levels.some(({ then: bore }) => bore.length > 0) ? 'then' : 'later'
  for (const { [which]: refs } of levels) {
    const orders = refs.length === 0 ? [] : await ordersOf(refs)
    if (orders.length > 0) return { orders, later: which === 'later' }
  }
  return { orders: [], later: false }
}
