import { derivationsInForce } from '../model/derivations-in-force.ts'
import type { Derivation, Model } from '../model/model.ts'
import type { StoredLink } from '../plan/merge-links.ts'
import { problem } from '../problems/problem.ts'
import { inferredEdge, type InferredLink } from '../settle/infer-links.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Hop } from './belonging-fields.ts'
import { bounds, keptOf, LINKED_SHARE, linksOf, lookingAt, rowsOf, shares, type InferWorld } from './infer-anew.ts'
import { sql } from './sql.ts'
import type { Reader, Told } from './told.ts'

/** What is worked out anew of a journal as it stood at a place is worked out with. */
export interface Makings {
  readonly client: Reader
  readonly model: Model
  readonly now: Instant
  readonly makeTold: () => Told
}

/** Entities told of since a place, at most, around whom what follows from them is worked out anew. */
export const MOST_CONCERNED = 20_000
/** Entities whose rows are worked out together. */
const SHARE = 500

/** Those of whom something was told since the place. RECEIPT_TOO_WIDE. */
export const readConcerned = async (client: Reader): Promise<ReadonlySet<Ref>> => {
  const { rows } = await client.query<{ ref: Ref }>('select ref from (select ref from concerned union select ref from otherwise) as told limit $1', [MOST_CONCERNED + 1])
  if (rows.length > MOST_CONCERNED) throw problem('RECEIPT_TOO_WIDE', { what: 'entities told of since', most: MOST_CONCERNED })
  return new Set(rows.map(({ ref }) => ref))
}

/** Where what entities join by is kept of another version, or not of all of them yet: everybody on either side. RECEIPT_TOO_WIDE. */
const readOthers = async (client: Reader, { name, version, from, to }: Derivation): Promise<readonly Ref[]> => {
  const [kept] = (await client.query<{ version: number | null; batch: number | null }>('select version, batch from joined where derivation = $1', [name])).rows
  if (kept === undefined || (kept.version === version && kept.batch !== null)) return []
  const { rows } = await client.query<{ ref: Ref }>('select ref from entity where type = any ($1::text[]) limit $2', [[from.type.name, to.type.name], MOST_CONCERNED + 1])
  if (rows.length > MOST_CONCERNED) throw problem('RECEIPT_TOO_WIDE', { what: `entities that '${name}' looks at, which another version has joined since,`, most: MOST_CONCERNED })
  return rows.map(({ ref }) => ref)
}

/** Links that derivations inferred when the journal stood at a place. What entities join by is kept as it is now, so it is worked out anew for those that look at somebody told of since. */
export class InferredThen {
  readonly #makings: Makings
  readonly #prepared = new Map<string, Promise<void>>()

  constructor(makings: Makings) {
    this.#makings = makings
  }

  /** Of a kind of link, those that some entities have; holding at a moment, or of whichever. Cost: some ten statements for every hundred entities. */
  async over(refs: readonly Ref[], { kind, direction }: Hop, at: Instant | undefined): Promise<readonly StoredLink[]> {
    const derivation = derivationsInForce(this.#makings.model).find(({ relation }) => relation.kind.id === kind.id)
    if (derivation === undefined || refs.length === 0) return []
    await this.#prepare(derivation)
    const links = derivation.relation.direction === direction ? await this.#from(derivation, refs) : await this.#to(derivation, refs)
    return links.filter(({ validFrom }) => at === undefined || validFrom <= at).map((link) => storedAs(derivation, link))
  }

  #world(): InferWorld {
    const { makeTold, ...rest } = this.#makings
    return { ...rest, told: makeTold() }
  }

  async #from(derivation: Derivation, refs: readonly Ref[]): Promise<readonly InferredLink[]> {
    const links: InferredLink[] = []
    for (const share of shares(refs, LINKED_SHARE)) links.push(...(await linksOf(this.#world(), derivation, share)).links)
    return links
  }

  async #to(derivation: Derivation, refs: readonly Ref[]): Promise<readonly InferredLink[]> {
    const { rows } = await this.#makings.client.query<{ ref: Ref }>(sql('read/joined-from', [derivation.name, refs, ...bounds(derivation)]))
    const wanted = new Set(refs)
    return (await this.#from(derivation, rows.map(({ ref }) => ref))).filter(({ to }) => wanted.has(to))
  }

  #prepare(derivation: Derivation): Promise<void> {
    const known = this.#prepared.get(derivation.name)
    if (known !== undefined) return known
    const made = this.#workOut(derivation)
    this.#prepared.set(derivation.name, made)
    return made
  }

  async #workOut(derivation: Derivation): Promise<void> {
    const { client } = this.#makings
    const concerned = new Set([...await readConcerned(client), ...await readOthers(client, derivation)])
    if (concerned.size === 0) return
    for (const side of ['from', 'to'] as const) {
      const looking = await lookingAt(this.#world(), derivation[side], concerned)
      await client.query('insert into looking select $1, $2, ref from unnest($3::text[]) as told (ref)', [derivation.name, side, [...looking]])
      for (const share of shares(looking, SHARE)) {
        const rows = [...await rowsOf(this.#world(), derivation, side, share)].flatMap(([ref, list]) => keptOf(ref, list))
        await client.query('insert into join_row_then (derivation, side, ref, key, at, digest) select $1, $2, * from unnest($3::text[], $4::text[], $5::bigint[], $6::text[])', [derivation.name, side, rows.map((row) => row.ref), rows.map((row) => row.key), rows.map((row) => row.at), rows.map((row) => row.digest)])
      }
    }
  }
}

const storedAs = (derivation: Derivation, link: InferredLink): StoredLink => {
  const { from, to, source } = inferredEdge(derivation, link)
  return { from, name: derivation.relation.kind.name, to, source, inferred: true, version: derivation.version, validFrom: link.validFrom, knownFrom: link.knownFrom, quantities: {} }
}
