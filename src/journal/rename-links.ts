import { parseRef, placeholderRef, type Ref } from '../vocabulary/ref.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** An identifier of a type's entities. */
export interface Named {
  readonly type: string
  readonly scheme: string
  readonly value: string
}

export interface Renamed {
  /** The entity that a placeholder names; itself while nobody or several claim its identifier. */
  readonly nameOf: (ref: Ref) => Ref
  readonly retargeted: Awaited<ReturnType<typeof retarget>>
  /** Placeholders, among those of the identifiers given, whose entity is known. */
  readonly merged: readonly Ref[]
}

/** Points links that used identifiers at whom these name now that their claimants have changed; `asked`: further placeholders to name. Cost: two statements. */
export const renameLinks = async (client: JournalClient, identifiers: readonly Named[], asked: readonly Ref[] = []): Promise<Renamed> => {
  const names = await resolve(client, [...asked.flatMap(identifierOf), ...identifiers])
  const nameOf = (ref: Ref): Ref => {
    const refs = names.get(ref)
    // Claimed by two: a conflict. The link stays on its placeholder rather than pick one.
    return refs?.length === 1 ? (refs[0] as Ref) : ref
  }
  const renamed = identifiers.map(({ type, scheme, value }) => placeholderRef(type, scheme, value))
  return { nameOf, retargeted: await retarget(client, renamed, nameOf), merged: renamed.filter((ref) => nameOf(ref) !== ref) }
}

const identifierOf = (ref: Ref): readonly Named[] => {
  const parts = parseRef(ref)
  return parts?.identifier === undefined ? [] : [{ type: parts.type, ...parts.identifier }]
}

/** Who claims each identifier, by its placeholder. */
const resolve = async (client: JournalClient, asked: readonly Named[]): Promise<ReadonlyMap<Ref, readonly Ref[]>> => {
  if (asked.length === 0) return new Map()
  const { rows } = await client.query<Named & { readonly refs: readonly Ref[] }>(
    sql('read/claimants', [asked.map((one) => one.type), asked.map((one) => one.scheme), asked.map((one) => one.value)]),
  )
  return new Map(rows.map((row) => [placeholderRef(row.type, row.scheme, row.value), row.refs]))
}

const retarget = async (client: JournalClient, renamed: readonly Ref[], nameOf: (ref: Ref) => Ref): Promise<{ about: readonly Ref[]; before: ReadonlyMap<string, Ref>; /** Who is named now, and since when by a link. */ targets: ReadonlyMap<Ref, number> }> => {
  if (renamed.length === 0) return { about: [], before: new Map(), targets: new Map() }
  const { rows } = await client.query<{ seq: number; n: number; ref: Ref; before: Ref; target: Ref; recorded_at: number }>(sql('write/retarget-links', [renamed, renamed.map(nameOf)]))
  const targets = new Map<Ref, number>()
  for (const row of rows) targets.set(row.target, Math.min(targets.get(row.target) ?? Infinity, row.recorded_at))
  return { about: rows.map((row) => row.ref), before: new Map(rows.map((row) => [`${row.seq}.${row.n}`, row.before])), targets }
}
