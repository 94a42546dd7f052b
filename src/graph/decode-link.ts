import type { Cell } from '../vocabulary/entity-row.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { StoredLink } from '../plan/merge-links.ts'

const QUANTITY = 'q.'

/** An edge's properties as docs/architecture.md lays them out. */
export const decodeLink = (from: Ref, name: string, to: Ref, get: (property: string) => unknown, properties: readonly string[] = []): StoredLink => {
  const times = { validFrom: at(get('validFrom')), validTo: at(get('validTo')), knownFrom: at(get('knownFrom')), knownTo: at(get('knownTo')) }
  const inferred = get('inferred') === true
  return {
    from, name, to,
    source: String(get('source') ?? ''),
    inferred,
    ...(inferred ? { version: versionIn(String(get('claim'))) } : {}),
    ...(times.validFrom === undefined ? {} : { validFrom: times.validFrom }),
    ...(times.validTo === undefined ? {} : { validTo: times.validTo }),
    ...(times.knownFrom === undefined ? {} : { knownFrom: times.knownFrom }),
    ...(times.knownTo === undefined ? {} : { knownTo: times.knownTo }),
    quantities: Object.fromEntries(properties.filter((property) => property.startsWith(QUANTITY)).map((property) => [property.slice(QUANTITY.length), get(property) as Cell])),
  }
}

const at = (value: unknown): Instant | undefined => typeof value === 'number' ? instant(value) : undefined

/** An inferred link's claim is `name vN`, by the derivation and its version. */
const versionIn = (claim: string): number => Number(claim.slice(claim.lastIndexOf(' v') + 2))
