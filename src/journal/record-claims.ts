import type { Model } from '../model/model.ts'
import type { Scalar } from '../vocabulary/event.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { isPlaceholder, storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { claimOf, toldEvent, unfold, type ClaimRow, type EventRow, type ToldEvent } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { aheadOf, endsOf, knowAnew, renameLinks, type Named } from './rename-links.ts'
import { sql } from './sql.ts'

/** What a batch of events changed in the derived tables, for settling to work from. */
export interface Recorded {
  /** Entities spoken of, newly pointed at, or whose links now name another. */
  readonly touched: ReadonlySet<Ref>
  /** Placeholders whose entity became known. */
  readonly merged: readonly Ref[]
  /** Links that name another at one end now, as they were before this batch. */
  readonly retargeted: readonly Claim[]
  /** Entities that only links speak of so far, and that the journal did not have before this batch. */
  readonly created: readonly Ref[]
  /** Entities that the journal had not named before. */
  readonly fresh: readonly Ref[]
  /** Entities whose links now name another, and those they named or name: what is kept of them is no longer so. */
  readonly stale: readonly Ref[]
  readonly claims: readonly ClaimRow[]
  readonly entities: Gathered['entities']
  /** Moments ahead of now at which a claim of the batch comes to hold. */
  readonly ahead: readonly { readonly at: number; readonly ref: Ref }[]
}

export interface Gathered {
  readonly claims: ClaimRow[]
  readonly entities: Map<Ref, { attributes: Record<string, Scalar | null>; firstAt: number; knownAt: number }>
  readonly identifiers: { ref: Ref; scheme: string; value: string; source: string; seq: number }[]
}

/** What events say, entity by entity. */
export const gather = (model: Model, events: readonly ToldEvent[]): Gathered => {
  const gathered: Gathered = { claims: [], entities: new Map(), identifiers: [] }
  for (const event of events) {
    const { claims, entities, identifiers } = unfold(model, event)
    gathered.claims.push(...claims)
    for (const { ref, attributes } of entities) {
      const known = gathered.entities.get(ref)
      if (known === undefined) gathered.entities.set(ref, { attributes: { ...attributes }, firstAt: event.occurred_at, knownAt: event.recorded_at })
      else {
        Object.assign(known.attributes, attributes)
        known.firstAt = Math.min(known.firstAt, event.occurred_at)
        known.knownAt = Math.min(known.knownAt, event.recorded_at)
      }
    }
    for (const identifier of identifiers) gathered.identifiers.push({ ...identifier, source: event.source, seq: event.seq })
  }
  return gathered
}

const identifierKey = (type: string, scheme: string, value: string): string => `${type} ${scheme} ${value}`

/** Puts a batch of events into the derived tables, in the journal's order. Cost: eight statements at most, whatever the batch. */
export const recordClaims = async (client: JournalClient, model: Model, events: readonly EventRow[], now: number): Promise<Recorded> => {
  const { claims, entities, identifiers } = gather(model, events.map(toldEvent))
  const freshly = await insertIdentifiers(client, identifiers)
  const pointed = [...new Set(claims.flatMap((claim) => [claim.named, claim.stated].flatMap((ref) => (ref !== null && isPlaceholder(storedRef(ref)) ? [ref] : []))))].map(storedRef)
  const { nameOf, moved, named, merged } = await renameLinks(client, freshly, pointed)
  for (const claim of claims) {
    if (claim.named !== null) claim.ref = nameOf(storedRef(claim.named))
    if (claim.stated !== null) claim.target = nameOf(storedRef(claim.stated))
  }
  await insertClaims(client, claims)
  const told = await insertEntities(client, entities)
  // What belonged to a placeholder and to its order alike is neither new to the order nor gone from it, and must be shown anew all the same.
  const belonged = merged.length === 0 ? [] : (await client.query<{ ref: Ref }>(sql('write/forget-placeholders', [merged]))).rows.map((row) => row.ref)
  const created = await insertPlaceholders(client, claims, entities, named)
  await knowAnew(client, moved, merged)
  // Who a link named before may have lost a part of its past: nothing that still leads to it says so.
  const gone = new Set(merged)
  const ends = moved.flatMap(endsOf)
  const touched = new Set<Ref>([...entities.keys(), ...claims.map((claim) => storedRef(claim.ref)), ...created, ...ends.filter((ref) => !gone.has(ref)), ...belonged])
  const ahead = [...claims.filter((claim) => claim.occurred_at > now).map((claim) => ({ at: claim.occurred_at, ref: storedRef(claim.ref) })), ...aheadOf(moved, now)]
  const stale = [...ends, ...merged, ...belonged]
  const fresh = [...told, ...created].filter((ref) => !named.has(ref))
  return { touched, merged, retargeted: moved.map((row) => claimOf(model, row)), created, fresh, stale, claims, entities, ahead }
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
  const columns = ['seq', 'n', 'ref', 'named', 'kind', 'field', 'value', 'target', 'stated', 'quantities', 'source', 'occurred_at', 'recorded_at', 'sequence'] as const
  await client.query(sql('write/record-claims', columns.map((column) => claims.map((claim) => claim[column]))))
}

const insertEntities = async (client: JournalClient, entities: Gathered['entities']): Promise<readonly Ref[]> => {
  if (entities.size === 0) return []
  // Sorted, so that two writers would meet rows in one order.
  const rows = [...entities].sort(([a], [b]) => (a < b ? -1 : 1))
  const written = await client.query<{ ref: Ref }>(
    sql('write/record-entities', [
      rows.map(([ref]) => ref), rows.map(([ref]) => typeOfRef(ref)), rows.map(([, row]) => JSON.stringify(row.attributes)), rows.map(([, row]) => row.firstAt), rows.map(([, row]) => row.knownAt),
    ]),
  )
  return written.rows.map((row) => row.ref)
}

/** Entities that links name, `also` with when they first did; those that are new to the journal, which only links speak of. */
export const insertPlaceholders = async (client: JournalClient, claims: readonly ClaimRow[], told: Gathered['entities'], also: ReadonlyMap<Ref, number>): Promise<readonly Ref[]> => {
  const seen = new Map<Ref, number>()
  const note = (ref: Ref, recordedAt: number): void => {
    if (recordedAt < (told.get(ref)?.knownAt ?? Infinity)) seen.set(ref, Math.min(seen.get(ref) ?? Infinity, recordedAt))
  }
  for (const claim of claims) {
    note(storedRef(claim.ref), claim.recorded_at)
    if (claim.target !== null) note(storedRef(claim.target), claim.recorded_at)
  }
  // Also a placeholder that comes back because two now claim its identifier: links knew of it all along.
  for (const [ref, recordedAt] of also) note(ref, recordedAt)
  if (seen.size === 0) return []
  const refs = [...seen.keys()].sort()
  const { rows } = await client.query<{ ref: Ref | null }>(sql('write/record-placeholders', [refs, refs.map(typeOfRef), refs.map((ref) => seen.get(ref) ?? 0)]))
  return rows.flatMap((row) => row.ref ?? [])
}
