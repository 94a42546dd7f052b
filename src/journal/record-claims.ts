import type { Model } from '../model/model.ts'
import type { GraphChange } from '../settle/graph-change.ts'
import type { Scalar } from '../vocabulary/event.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { isPlaceholder, storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { claimOf, toldEvent, unfold, type ClaimRow, type EventRow, type ToldEvent } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { isVoidForGood, recordActs, type Acts, type RevisedRow } from './record-acts.ts'
import { aheadOf, endsOf, renameLinks, type Named } from './rename-links.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import { tellAnew } from './tell-anew.ts'

/** What a batch of events changed in the derived tables, for settling to work from. */
export interface Recorded {
  /** Entities spoken of, newly pointed at, or whose links now name another or stand no more. */
  readonly touched: ReadonlySet<Ref>
  /** Placeholders whose entity became known. */
  readonly merged: readonly Ref[]
  /** By id: claims told before this batch that stand no more, name another at one end now, or stand again, as they were; undefined where they did not stand. */
  readonly before: ReadonlyMap<string, Claim | undefined>
  /** By what entities were ever known under a scheme of which they lost or regained an identifier. */
  readonly unnamed: readonly Omit<GraphChange['former'][number], 'shown'>[]
  /** Entities that only links speak of so far, and that the journal did not have before this batch. */
  readonly created: readonly Ref[]
  /** Entities of which nothing that stands tells any more. */
  readonly untold: readonly Ref[]
  /** Entities that the journal had not named before. */
  readonly fresh: readonly Ref[]
  /** Entities whose links now name another, those they named or name, and those of which something stands no more or again: what is kept of them is no longer so. */
  readonly stale: readonly Ref[]
  readonly claims: readonly ClaimRow[]
  readonly entities: Gathered['entities']
  /** Moments ahead of now at which a claim of the batch comes to hold. */
  readonly ahead: readonly { readonly at: number; readonly ref: Ref }[]
}

export interface Gathered {
  readonly claims: ClaimRow[]
  readonly entities: Map<Ref, { attributes: Record<string, Scalar | null>; firstAt: number }>
  readonly identifiers: { ref: Ref; scheme: string; value: string; source: string; seq: number }[]
}

/** What events say, entity by entity. Of those that `voidOf` says are void for good only the claims, which had been told all the same. */
export const gather = (model: Model, events: readonly ToldEvent[], voidOf: Acts['voidOf'] = () => null): Gathered => {
  const gathered: Gathered = { claims: [], entities: new Map(), identifiers: [] }
  for (const event of events) {
    const voided = voidOf(event)
    const { claims, entities, identifiers } = unfold(model, event, voided)
    gathered.claims.push(...claims)
    if (isVoidForGood(voided)) continue
    for (const { ref, attributes } of entities) {
      const known = gathered.entities.get(ref)
      if (known === undefined) gathered.entities.set(ref, { attributes: { ...attributes }, firstAt: event.occurred_at })
      else {
        Object.assign(known.attributes, attributes)
        known.firstAt = Math.min(known.firstAt, event.occurred_at)
      }
    }
    for (const identifier of identifiers) gathered.identifiers.push({ ...identifier, source: event.source, seq: event.seq })
  }
  return gathered
}

const identifierKey = (type: string, scheme: string, value: string): string => `${type} ${scheme} ${value}`

/** Both ends of a claim as it stands in the table. */
const namedBy = ({ ref, target }: ClaimRow): readonly Ref[] => [storedRef(ref), ...(target === null ? [] : [storedRef(target)])]

/** Puts a batch of events into the derived tables, in the journal's order. Cost: nine statements at most, whatever the batch; where it corrects or retracts what was told, what `recordActs` and `tellAnew` take. */
export const recordClaims = async (client: JournalClient, model: Model, survivors: Survivors, events: readonly EventRow[], now: number): Promise<Recorded> => {
  const told = events.map(toldEvent)
  const { voidOf, revised } = await recordActs(client, told)
  const { claims, entities, identifiers } = gather(model, told, voidOf)
  const turned = revised.filter((row) => row.stands === isVoidForGood(row.void))
  const { changed, unnamed } = await identifyAnew(client, survivors, turned)
  const freshly = await insertIdentifiers(client, identifiers)
  const standing = claims.filter((claim) => !isVoidForGood(claim.void))
  const risen = turned.filter((row) => row.stands).map((row) => ({ ...row }))
  const pointed = [...new Set([...claims, ...risen].flatMap((claim) => [claim.named, claim.stated].flatMap((ref) => (ref !== null && isPlaceholder(storedRef(ref)) ? [ref] : []))))].map(storedRef)
  const { nameOf, moved, named, merged, claimants } = await renameLinks(client, [...freshly, ...changed], pointed)
  for (const claim of [...claims, ...risen]) {
    if (claim.named !== null) claim.ref = nameOf(storedRef(claim.named))
    if (claim.stated !== null) claim.target = nameOf(storedRef(claim.stated))
  }
  await insertClaims(client, claims)
  const added = await insertEntities(client, entities)
  // What belonged to a placeholder and to its order alike is neither new to the order nor gone from it, and must be shown anew all the same.
  const left = merged.length === 0 ? [] : (await client.query<{ ref: Ref }>(sql('write/forget-placeholders', [merged]))).rows.map((row) => row.ref)
  const created = await insertPlaceholders(client, [...standing, ...risen], entities, named)
  const retold = new Set(turned.filter((row) => row.named === null).map((row) => storedRef(row.ref)))
  const others = new Set(turned.length === 0 ? [] : [...turned.flatMap(namedBy), ...moved.flatMap(endsOf)].filter((ref) => !retold.has(ref) && !merged.includes(ref)))
  const { gone, belonged } = await tellAnew(client, model, retold, others)
  // Who a link named before may have lost a part of its past: nothing that still leads to it says so.
  const dropped = new Set([...merged, ...gone])
  const ends = [...moved.flatMap(endsOf), ...retold, ...others, ...claimants(changed)]
  const touched = new Set<Ref>([...entities.keys(), ...standing.map((claim) => storedRef(claim.ref)), ...created, ...ends.filter((ref) => !dropped.has(ref)), ...left, ...belonged])
  const ahead = [...[...claims, ...risen].filter((claim) => claim.occurred_at > now).map((claim) => ({ at: claim.occurred_at, ref: storedRef(claim.ref) })), ...aheadOf(moved, now)]
  const stale = [...ends, ...merged, ...gone, ...left, ...belonged]
  const fresh = [...added, ...created].filter((ref) => !named.has(ref) && !retold.has(ref) && !others.has(ref))
  return { touched, merged, before: asBefore(model, turned, moved), unnamed, created, untold: gone, fresh, stale, claims, entities, ahead }
}

/** Claims of earlier batches as they were before this one. */
const asBefore = (model: Model, turned: readonly RevisedRow[], moved: readonly ClaimRow[]): Recorded['before'] => {
  const before = new Map<string, Claim | undefined>()
  for (const row of [...turned, ...moved]) {
    const claim = claimOf(model, row)
    // What was revised and moved too was first as the revision found it.
    if (!before.has(claim.id)) before.set(claim.id, isVoidForGood(row.void) ? undefined : claim)
  }
  return before
}

const identifierOf = ({ ref, field, value, source }: ClaimRow) => ({ ref: storedRef(ref), type: typeOfRef(storedRef(ref)), scheme: field, value: String(JSON.parse(value ?? '""')), source })

/** Identifiers of claims that stand no more, or again: whoever else claims one may have it alone now; and all by which those entities were ever known under the schemes, of which some may be shown by their fields now. */
const identifyAnew = async (client: JournalClient, survivors: Survivors, turned: readonly RevisedRow[]): Promise<{ readonly changed: readonly Named[]; readonly unnamed: Recorded['unnamed'] }> => {
  const told = turned.filter((row) => row.kind === 'identifier').map(identifierOf)
  if (told.length === 0) return { changed: [], unnamed: [] }
  await client.query(sql('write/identifiers-anew', [told.map((one) => one.type), told.map((one) => one.scheme), told.map((one) => one.value), told.map((one) => one.ref), told.map((one) => one.source)]))
  const ever = told.flatMap(({ ref, scheme }) => survivors.withMerged([survivors.of(ref)]).map((name) => [name, scheme] as const))
  const known = (await client.query<ClaimRow>(sql('read/identifiers-ever', [ever.map(([ref]) => ref), ever.map(([, scheme]) => scheme)]))).rows.map(identifierOf)
  return {
    changed: [...new Map(told.map((one) => [identifierKey(one.type, one.scheme, one.value), one])).values()],
    unnamed: known.map(({ ref, scheme, value }) => ({ ref, scheme, value })),
  }
}

const insertIdentifiers = async (client: JournalClient, identifiers: Gathered['identifiers']): Promise<readonly Named[]> => {
  if (identifiers.length === 0) return []
  const { rows } = await client.query<Named>(
    sql('write/record-identifiers', [
      identifiers.map((one) => typeOfRef(one.ref)), identifiers.map((one) => one.scheme), identifiers.map((one) => one.value),
      identifiers.map((one) => one.ref), identifiers.map((one) => one.source), identifiers.map((one) => one.seq),
    ]),
  )
  return [...new Map(rows.map((row) => [identifierKey(row.type, row.scheme, row.value), row])).values()]
}

const insertClaims = async (client: JournalClient, claims: readonly ClaimRow[]): Promise<void> => {
  if (claims.length === 0) return
  const columns = ['seq', 'n', 'ref', 'named', 'kind', 'field', 'value', 'target', 'stated', 'quantities', 'source', 'occurred_at', 'recorded_at', 'sequence', 'ended', 'void'] as const
  await client.query(sql('write/record-claims', columns.map((column) => claims.map((claim) => claim[column]))))
}

const insertEntities = async (client: JournalClient, entities: Gathered['entities']): Promise<readonly Ref[]> => {
  if (entities.size === 0) return []
  // Sorted, so that two writers would meet rows in one order.
  const rows = [...entities].sort(([a], [b]) => (a < b ? -1 : 1))
  const written = await client.query<{ ref: Ref }>(
    sql('write/record-entities', [
      rows.map(([ref]) => ref), rows.map(([ref]) => typeOfRef(ref)), rows.map(([, row]) => JSON.stringify(row.attributes)), rows.map(([, row]) => row.firstAt),
    ]),
  )
  return written.rows.map((row) => row.ref)
}

/** Entities that claims name, `also` further ones, and of which no record tells; those that are new to the journal. Also a placeholder that comes back because two now claim its identifier. */
export const insertPlaceholders = async (client: JournalClient, claims: readonly ClaimRow[], told: Gathered['entities'], also: Iterable<Ref>): Promise<readonly Ref[]> => {
  const refs = [...new Set([...claims.flatMap(namedBy), ...also])].filter((ref) => !told.has(ref)).sort()
  if (refs.length === 0) return []
  const { rows } = await client.query<{ ref: Ref }>(sql('write/record-placeholders', [refs, refs.map(typeOfRef)]))
  return rows.map((row) => row.ref)
}
