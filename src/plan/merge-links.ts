import type { Cell, Link } from '../vocabulary/entity-row.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'

/** One edge as stored: what one source says of a link. */
export interface StoredLink {
  readonly from: Ref
  readonly name: string
  readonly to: Ref
  /** '' when it is inferred. */
  readonly source: string
  readonly inferred: boolean
  /** Of the derivation that infers it. */
  readonly version?: number
  readonly validFrom?: Instant
  readonly validTo?: Instant
  readonly knownFrom?: Instant
  readonly knownTo?: Instant
  readonly quantities: Readonly<Record<string, Cell>>
}

/**
 * Edges of several sources between the same two entities, answered as one: held since the earliest says so, until the last of them ends,
 * inferred only if no record states it. Quantities are those of the latest edge that gives each.
 */
export const mergeLinks = (links: readonly StoredLink[]): Link => {
  const [first] = links
  if (first === undefined) throw new Error('merge-links:none: there is no link to merge')
  if (links.length === 1) return single(first)
  const ordered = [...links].sort((a, b) => (a.validFrom ?? 0) - (b.validFrom ?? 0) || (a.source < b.source ? -1 : 1))
  const validFrom = earliest(links.map((link) => link.validFrom))
  const validTo = links.every((link) => link.validTo !== undefined) ? latest(links.map((link) => link.validTo)) : undefined
  const knownTo = links.every((link) => link.knownTo !== undefined) ? latest(links.map((link) => link.knownTo)) : undefined
  return {
    from: first.from, name: first.name, to: first.to,
    inferred: links.every(({ inferred }) => inferred),
    ...(first.version === undefined ? {} : { version: first.version }),
    sources: [...new Set(links.flatMap(({ source }) => source || []))].sort(),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    knownFrom: earliest(links.map((link) => link.knownFrom)) ?? instant(0),
    ...(knownTo === undefined ? {} : { knownTo }),
    quantities: Object.assign({}, ...ordered.map(({ quantities }) => quantities)) as Record<string, Cell>,
  }
}

const single = ({ source, knownFrom, ...link }: StoredLink): Link => ({ ...link, sources: source === '' ? [] : [source], knownFrom: knownFrom ?? instant(0) })

const earliest = (times: readonly (Instant | undefined)[]): Instant | undefined =>
  times.reduce((least, time) => time !== undefined && (least === undefined || time < least) ? time : least, undefined)
const latest = (times: readonly (Instant | undefined)[]): Instant | undefined =>
  times.reduce((most, time) => time !== undefined && (most === undefined || time > most) ? time : most, undefined)
