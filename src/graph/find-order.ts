import { compileIdentity } from '../compile/compile-identity.ts'
import type { Model } from '../model/model.ts'
import { askForShared } from '../plan/ask-for-shared.ts'
import { lookupsByIdentifier, lookupsByKey, lookupsByRef, MOST_MATCHES, planOrderIdentity, type IdentifierLookup } from '../plan/plan-identity.ts'
import { planNearestOrder } from '../plan/plan-nearest.ts'
import { problem, type Problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { suggestNearest } from './find-nearest.ts'
import type { GraphReader, Row } from './graph-reader.ts'
import { orderTypes, pathsToOrders } from './paths-to-orders.ts'
import { sharedByOrders, surroundingsInGraph } from './shared-by-orders.ts'

export const MOST_CANDIDATES = 50

interface Match {
  readonly ref: Ref
  readonly orders: readonly Ref[]
}

/** The one order that an id leads to, by the first level with any match, or a refusal that says why not. */
export const findOrder = async (reader: GraphReader, model: Model, id: string, domain: string | undefined, now: Instant): Promise<Ref> => {
  const { own, belonging } = planOrderIdentity(model, id, domain)
  const matches = await firstMatches(reader, orderTypes(model), own, belonging)
  const orders = [...new Set(matches.flatMap((match) => match.orders))].sort()
  const [only] = orders
  const named = matches.map(({ ref }) => ref)
  if (only !== undefined && orders.length === 1) {
    // Those that were not looked at may lead to others.
    if (named.length > MOST_MATCHES) throw orderShared(model, id, named, [])
    return only
  }
  if (orders.length > 1) {
    const paths = await pathsToOrders(reader, model, named, orders.slice(0, MOST_CANDIDATES), now)
    throw problem('ORDER_AMBIGUOUS', { id, count: orders.length, candidates: orders.slice(0, MOST_CANDIDATES).map((ref) => ({ ref, path: paths.get(ref) ?? [ref] })) })
  }
  const shared = await sharedByOrders(surroundingsInGraph(reader, now), model, named)
  if (shared.length > 0) throw orderShared(model, id, named, shared)
  const elsewhere = domain === undefined ? undefined : await knownElsewhere(reader, model, id)
  throw problem('ORDER_UNKNOWN', { id, ...(domain === undefined || elsewhere === undefined || matches.length > 0 ? {} : { domain, elsewhere }), refs: named.slice(0, MOST_CANDIDATES), nearest: matches.length > 0 ? [] : await suggestNearest(reader, id, planNearestOrder(model, id, domain)) })
}

/** ORDER_SHARED of what an id names; `shared`: those of it that are known to be, none where more bear it than are looked at. */
export const orderShared = (model: Model, id: string, named: readonly Ref[], shared: readonly Ref[]): Problem => {
  const type = typeOfRef(shared[0] ?? named[0] ?? storedRef(id))
  // Others of the type that bear the same value are meant as much.
  const alike = named.filter((ref) => typeOfRef(ref) === type).slice(0, MOST_CANDIDATES)
  return problem('ORDER_SHARED', { id, refs: [...new Set([...alike, ...shared])], ask: askForShared(model, type, alike, [...orderTypes(model)][0] ?? '') })
}

/** Refs of those that an id names when no domain limits it. */
const knownElsewhere = async (reader: GraphReader, model: Model, id: string): Promise<readonly string[]> => {
  const { own, belonging } = planOrderIdentity(model, id, undefined)
  return (await firstMatches(reader, orderTypes(model), own, belonging)).slice(0, MOST_CANDIDATES).map(({ ref }) => ref)
}

/** Ref and own identifiers are asked in one statement, what belongs to orders in a second, only when needed. */
const firstMatches = async (reader: GraphReader, types: ReadonlySet<string>, own: readonly IdentifierLookup[], belonging: readonly IdentifierLookup[]): Promise<readonly Match[]> => {
  for (const lookups of [own, belonging]) {
    if (lookups.length === 0) continue
    const rows = await reader.run(compileIdentity(lookups === own ? 'order by ref or own identifier' : 'order by identifier of what belongs to it', lookups, MOST_MATCHES + 1))
    const level = Math.min(...rows.map((row) => row.get('level') as number))
    const decided = rows.filter((row) => row.get('level') === level)
    if (decided.length > 0) return decided.map((row) => matchOf(types, row))
  }
  return []
}

const matchOf = (types: ReadonlySet<string>, row: Row): Match => {
  const ref = storedRef(row.get('ref') as string)
  const orders = (row.get('orders') as readonly string[] | null) ?? []
  return { ref, orders: types.has(typeOfRef(ref)) ? [ref] : orders.map(storedRef) }
}

/** The entity of a ref, or of the identifier in a placeholder's ref that has been merged since. */
export const findEntity = async (reader: GraphReader, model: Model, ref: string): Promise<Ref | undefined> => {
  const lookups = lookupsByRef(model, ref)
  if (lookups.length === 0) return undefined
  const rows = await reader.run(compileIdentity('entity by ref', lookups, MOST_MATCHES))
  const found = rows.find((row) => row.get('ref') === ref) ?? rows[0]
  return found === undefined ? undefined : storedRef(found.get('ref') as string)
}

/** Refs of what a text that is no ref may mean: whoever has it as a key or as an identifier. */
export const findMeant = async (reader: GraphReader, model: Model, text: string): Promise<readonly Ref[]> => {
  const rows = await reader.run(compileIdentity('refs meant', [...lookupsByKey(model, text.trim()), ...lookupsByIdentifier([...model.schemes.values()], text.trim(), 0)], MOST_CANDIDATES))
  return [...new Set(rows.map((row) => storedRef(row.get('ref') as string)))].sort()
}

/** Everything known by an identifier, of one scheme or any. */
export const findByIdentifier = async (reader: GraphReader, model: Model, value: string, scheme: string | undefined): Promise<readonly Ref[]> => {
  const schemes = [...model.schemes.values()].filter((candidate) => scheme === undefined || candidate.scheme === scheme)
  if (schemes.length === 0) return []
  const rows = await reader.run(compileIdentity('entities by identifier', lookupsByIdentifier(schemes, value, 0), MOST_MATCHES))
  return [...new Set(rows.map((row) => storedRef(row.get('ref') as string)))].sort()
}
