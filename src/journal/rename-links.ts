import { parseRef, placeholderRef, type Ref } from '../vocabulary/ref.ts'
import type { ClaimRow } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** An identifier of a type's entities. */
export interface Named {
  readonly type: string
  readonly scheme: string
  readonly value: string
}

/** A link that names another at one of its ends now; all else as it was. */
type MovedRow = Readonly<ClaimRow> & { readonly ref: Ref; readonly target: Ref; readonly about_now: Ref; readonly target_now: Ref }

export interface Renamed {
  /** The entity that a placeholder names; itself while nobody or several claim its identifier. */
  readonly nameOf: (ref: Ref) => Ref
  readonly moved: readonly MovedRow[]
  /** Who is named now. */
  readonly named: ReadonlySet<Ref>
  /** Who claims some of the identifiers given. */
  readonly claimants: (identifiers: readonly Named[]) => readonly Ref[]
  /** Placeholders, among those of the identifiers given, whose entity is known. */
  readonly merged: readonly Ref[]
}

/** Points links that used identifiers, at either end, at whom these name now that their claimants have changed; `asked`: further placeholders to name. Cost: two statements. */
export const renameLinks = async (client: JournalClient, identifiers: readonly Named[], asked: readonly Ref[] = []): Promise<Renamed> => {
  const names = await resolve(client, [...asked.flatMap(identifierOf), ...identifiers])
  const nameOf = (ref: Ref): Ref => {
    const refs = names.get(ref)
    // Claimed by two: a conflict. The link stays on its placeholder rather than pick one.
    return refs?.length === 1 ? (refs[0] as Ref) : ref
  }
  const renamed = identifiers.map(({ type, scheme, value }) => placeholderRef(type, scheme, value))
  const moved = renamed.length === 0 ? [] : (await client.query<MovedRow>(sql('write/retarget-links', [renamed, renamed.map(nameOf)]))).rows
  return {
    nameOf, moved, named: new Set(moved.map((row) => (row.about_now === row.ref ? row.target_now : row.about_now))), merged: renamed.filter((ref) => nameOf(ref) !== ref),
    claimants: (some) => some.flatMap(({ type, scheme, value }) => names.get(placeholderRef(type, scheme, value)) ?? []),
  }
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

/** Whom a link that moved leads to and led to, at both ends. */
export const endsOf = ({ ref, target, about_now, target_now }: MovedRow): readonly Ref[] => [ref, target, about_now, target_now]

/** When links that moved come to hold for whom they are about now, of those dated ahead. */
export const aheadOf = (moved: readonly MovedRow[], now: number): readonly { readonly at: number; readonly ref: Ref }[] =>
  moved.filter((row) => row.occurred_at > now).map((row) => ({ at: row.occurred_at, ref: row.about_now }))
