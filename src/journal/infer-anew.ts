import { derivationsInForce } from '../model/derivations-in-force.ts'
import { versionInForce } from '../model/rule-versions.ts'
import type { Derivation, DerivationModel, DerivationSide, Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import type { EdgeChange } from '../settle/changed-edges.ts'
import type { Facts } from '../settle/facts.ts'
import type { EdgeImage, EdgeKey } from '../settle/graph-change.ts'
import { inferLink, inferredEdge, joinRows, type InferredLink, type JoinRow, type SideName } from '../settle/infer-links.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { alongPath, backAlongPath } from './circle.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'
import type { Reader, Told } from './told.ts'

/** Entities whose rows are worked out together. */
export const SHARE = 500
/** Entities whose links are: each may join as many others as the derivation allows. */
export const LINKED_SHARE = 100

export function* shares<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let share: T[] = []
  for (const one of all) {
    share.push(one)
    if (share.length < size) continue
    yield share
    share = []
  }
  if (share.length > 0) yield share
}

export interface InferWorld {
  readonly client: Reader
  readonly model: Model
  readonly told: Told
  readonly now: Instant
}

/** Entities of one type, and others that relation fields lead to from each. */
export type Looks = Pick<DerivationSide, 'type' | 'with'>

/** Some entities and everything they look at. Cost: one statement a step of the paths, and one. */
export const factsBeside = async ({ client, model, told }: InferWorld, looks: Looks, refs: readonly Ref[]): Promise<Facts> => {
  const seen = new Set(refs)
  for (const { path } of looks.with) for (const ref of await alongPath(client, told, model, path, refs)) seen.add(ref)
  await told.ensure(client, seen)
  return told.facts(seen)
}

/** What some entities join by now, read with everything their side looks at. */
export const rowsOf = async (world: InferWorld, derivation: Derivation, side: SideName, refs: readonly Ref[]): Promise<ReadonlyMap<Ref, readonly JoinRow[]>> => {
  const { told, now } = world
  const facts = await factsBeside(world, derivation[side], refs)
  // A ref that names somebody else now joins nobody.
  return new Map(refs.map((ref) => [ref, told.survivors.of(ref) === ref ? joinRows(facts, derivation, side, ref, now) : []]))
}

interface KeptRow {
  readonly ref: Ref
  readonly key: string
  readonly at: number | null
  readonly digest: string
}

const signatureOf = (rows: readonly KeptRow[] = []): string => rows.map(({ key, at, digest }) => JSON.stringify([key, at, digest])).sort().join()

/** One row a key and time, whatever the ways to it. */
export const keptOf = (ref: Ref, rows: readonly JoinRow[]): readonly KeptRow[] => [...Map.groupBy(rows, ({ key, at }) => JSON.stringify([key, at])).values()].flatMap(([first, ...more]) =>
  first === undefined ? [] : [{ ref, key: first.key, at: first.at ?? null, digest: [first, ...more].map(({ digest }) => digest).sort().join() }])

const insertRows = ({ client }: InferWorld, derivation: Derivation, side: SideName, rows: readonly KeptRow[]): Promise<unknown> =>
  rows.length === 0 ? Promise.resolve() : client.query(sql('write/join-rows-in', [derivation.name, side, rows.map((row) => row.ref), rows.map((row) => row.key), rows.map((row) => row.at), rows.map((row) => row.digest)]))

/** Writes down what some entities join by, of which nothing is kept yet. Cost: one statement and one a step of the side's paths. */
export const addRows = async (world: InferWorld, derivation: Derivation, side: SideName, refs: readonly Ref[]): Promise<void> => {
  const rows = await rowsOf(world, derivation, side, refs)
  await insertRows(world, derivation, side, [...rows].flatMap(([ref, list]) => keptOf(ref, list)))
}

/**
 * Keeps what some entities join by, in place of what they joined by before; gives those of which anything changed that a link depends on. `leaving` is told of them
 * before. Cost: three statements and one a step of the side's paths; two more where anything changed.
 */
const keepRows = async (world: InferWorld, derivation: Derivation, side: SideName, refs: readonly Ref[], leaving: (changed: readonly Ref[]) => Promise<void> = async () => {}): Promise<readonly Ref[]> => {
  const { client } = world
  const rows = await rowsOf(world, derivation, side, refs)
  const before = Map.groupBy((await client.query<KeptRow>(sql('read/join-rows', [derivation.name, side, refs]))).rows, (row) => row.ref)
  const after = new Map([...rows].map(([ref, list]) => [ref, keptOf(ref, list)]))
  const changed = refs.filter((ref) => signatureOf(before.get(ref)) !== signatureOf(after.get(ref)))
  if (changed.length === 0) return changed
  await leaving(changed)
  await client.query(sql('write/join-rows-out', [derivation.name, side, changed]))
  await insertRows(world, derivation, side, changed.flatMap((ref) => after.get(ref) ?? []))
  return changed
}

export const bounds = ({ within }: Derivation): readonly [number, number] => [within?.before ?? 0, within?.after ?? 0]

/** Links of some entities of the side `from`, and those of them that join too many to have any. Cost: a few statements; memory: the entities joined. */
export const linksOf = async (world: InferWorld, derivation: Derivation, refs: readonly Ref[]): Promise<{ readonly links: readonly InferredLink[]; readonly overflowing: readonly Ref[] }> => {
  const { client, told, now } = world
  const { rows: joined } = await client.query<{ from_ref: Ref; to_ref: Ref }>(sql('read/joined-to', [derivation.name, refs, ...bounds(derivation), derivation.most + 1]))
  const byFrom = Map.groupBy(joined, (row) => row.from_ref)
  const overflowing = [...byFrom].filter(([, list]) => list.length > derivation.most).map(([ref]) => ref)
  for (const ref of overflowing) byFrom.delete(ref)
  const [near, far] = [[...byFrom.keys()], [...new Set([...byFrom.values()].flat().map((row) => row.to_ref))]]
  const nearRows = await rowsOf(world, derivation, 'from', near)
  const farRows = new Map<Ref, readonly JoinRow[]>()
  for (const share of shares(far, SHARE)) for (const [ref, rows] of await rowsOf(world, derivation, 'to', share)) farRows.set(ref, rows)
  const facts = told.facts([...near, ...far])
  const links = [...byFrom].flatMap(([from, list]) => [...new Set(list.map((row) => row.to_ref))].flatMap((to) =>
    inferLink(facts, derivation, { ref: from, rows: nearRows.get(from) ?? [] }, { ref: to, rows: farRows.get(to) ?? [] }, now) ?? []))
  return { links, overflowing }
}

/** A link with the version that inferred it. */
type KeptLink = InferredLink & { readonly version: number }

/** Links that are kept of some entities of the side `from`, whichever version inferred them. */
export const keptLinks = async ({ client }: Pick<InferWorld, 'client'>, derivation: string, refs: readonly Ref[]): Promise<readonly KeptLink[]> => {
  const { rows } = await client.query<{ from_ref: Ref; to_ref: Ref; valid_from: Instant; known_from: Instant; version: number }>(sql('read/inferred-links', [derivation, refs]))
  return rows.map((row) => ({ from: row.from_ref, to: row.to_ref, validFrom: row.valid_from, knownFrom: row.known_from, version: row.version }))
}

const endsOf = (links: readonly InferredLink[]) => [links.map((link) => link.from), links.map((link) => link.to)] as const

const identityOf = ({ from, to, validFrom, knownFrom }: InferredLink): string => JSON.stringify([from, to, validFrom, knownFrom])

/** Brings the links of some entities of the side `from` up to date, those that another version inferred too; gives what changed. */
export const refresh = async (world: InferWorld, derivation: Derivation, refs: readonly Ref[]): Promise<{ readonly gone: readonly KeptLink[]; readonly come: readonly InferredLink[] }> => {
  const { client } = world
  const before = await keptLinks(world, derivation.name, refs)
  const { links, overflowing } = await linksOf(world, derivation, refs)
  const [were, are] = [new Set(before.filter(({ version }) => version === derivation.version).map(identityOf)), new Set(links.map(identityOf))]
  const gone = before.filter((link) => link.version !== derivation.version || !are.has(identityOf(link)))
  const come = links.filter((link) => !were.has(identityOf(link)))
  if (gone.length > 0) await client.query(sql('write/inferred-links-out', [derivation.name, ...endsOf(gone)]))
  if (come.length > 0) await client.query(sql('write/inferred-links-in', [derivation.name, ...endsOf(come), come.map((link) => link.validFrom), come.map((link) => link.knownFrom), derivation.version]))
  await client.query(sql('write/overflow', [derivation.name, refs, overflowing]))
  return { gone, come }
}

/** Entities that look at any of the touched, themselves among them. */
export const lookingAt = async ({ client, model, told }: InferWorld, { type, with: others }: Looks, touched: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  const found = new Set([...touched].filter((ref) => typeOfRef(ref) === type.name))
  for (const { path } of others) for (const ref of await backAlongPath(client, told, model, path, touched)) if (typeOfRef(ref) === type.name) found.add(ref)
  return found
}

/** What a window of the journal, or the clock, made new. */
export interface InferNews {
  readonly touched: ReadonlySet<Ref>
  /** Refs that name nobody, or somebody else, from now on. */
  readonly gone: readonly Ref[]
}

/** An entity on a side of a derivation whose links are to follow another version, or to go. */
export interface ToJoin {
  readonly derivation: string
  readonly side: SideName
  readonly ref: Ref
}

/**
 * Infers anew the links of whatever looks at something touched, and of whoever joined or joins it, as far as anything changed that they depend
 * on; and those of whoever is to follow another version. Cost: some five statements a derivation for every 500 entities that look, ten for every 100 whose links may change;
 * memory: those and whom they join.
 */
export const inferAnew = async (client: JournalClient, model: Model, told: Told, { touched, gone, toJoin, now }: InferNews & { readonly toJoin: readonly ToJoin[]; readonly now: Instant }): Promise<EdgeChange> => {
  const world: InferWorld = { client, model, told, now }
  const change = { ended: [] as EdgeKey[], begun: [] as EdgeImage[] }
  const news = new Set([...touched, ...gone])
  for (const derivation of derivationsInForce(model)) {
    const joiningAnew = (wanted: SideName): readonly Ref[] => toJoin.filter(({ derivation: name, side }) => name === derivation.name && side === wanted).map(({ ref }) => ref)
    const [from, to] = [joiningAnew('from'), joiningAnew('to')]
    const affected = new Set(from)
    for (const share of shares(new Set([...await lookingAt(world, derivation.from, news), ...from]), SHARE)) {
      told.beginBatch()
      for (const ref of await keepRows(world, derivation, 'from', share)) affected.add(ref)
    }
    const joining = async (refs: readonly Ref[]): Promise<void> => {
      if (refs.length === 0) return
      for (const { ref } of (await client.query<{ ref: Ref }>(sql('read/joined-from', [derivation.name, refs, ...bounds(derivation)]))).rows) affected.add(ref)
    }
    for (const share of shares(new Set([...await lookingAt(world, derivation.to, news), ...to]), SHARE)) {
      told.beginBatch()
      await joining(await keepRows(world, derivation, 'to', share, joining))
    }
    for (const share of shares(affected, LINKED_SHARE)) {
      told.beginBatch()
      const changed = await refresh(world, derivation, share)
      for (const link of changed.gone) change.ended.push(keyOf(inferredEdge({ ...derivation, version: link.version }, link)))
      for (const link of changed.come) change.begun.push(inferredEdge(derivation, link))
    }
  }
  for (const [name, those] of Map.groupBy(toJoin, ({ derivation }) => derivation)) {
    const derivation = model.derivations.get(name)
    if (derivation !== undefined && versionInForce(derivation) === undefined) change.ended.push(...await leaveOut(world, derivation, those))
  }
  return change
}

/** Forgets what some entities join by in a derivation that infers nothing any more, and gives their links, which end. */
const leaveOut = async ({ client, model }: InferWorld, { name, versions }: DerivationModel, leaving: readonly ToJoin[]): Promise<readonly EdgeKey[]> => {
  const [typeName = '', field = ''] = versions.at(-1)?.relation.split('.') ?? []
  const relation = model.types.get(typeName)?.relations.get(field)
  invariant(relation !== undefined, 'leaveOut', `the model has no relation of ${name}`)
  for (const [side, those] of Map.groupBy(leaving, (one) => one.side)) await client.query(sql('write/join-rows-out', [name, side, those.map(({ ref }) => ref)]))
  const from = leaving.filter(({ side }) => side === 'from').map(({ ref }) => ref)
  const links = await keptLinks({ client }, name, from)
  await client.query(sql('write/inferred-links-out', [name, ...endsOf(links)]))
  await client.query(sql('write/overflow', [name, from, []]))
  return links.map((link) => keyOf(inferredEdge({ name, version: link.version, relation }, link)))
}

const keyOf = ({ properties: _, ...key }: EdgeImage): EdgeKey => key
