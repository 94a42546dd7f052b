import type { Model } from '../model/model.ts'
import { jumps } from '../settle/rule-state.ts'
import { compareClaims } from '../settle/compare-claims.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { claimOf, type ClaimRow } from './claim-rows.ts'
import type { ClaimPage, ClaimPageAsked, ToldClaim } from './journal-reads.ts'
import { readSurvivors } from './read-merges.ts'
import { sql } from './sql.ts'
import type { Survivors } from './survivors.ts'
import type { Reader } from './told.ts'

/** What rows of claims are read by. */
interface Reading {
  readonly journal: Reader
  readonly model: Model
  readonly survivors: Survivors
  readonly knownAt: Instant | undefined
}

const readingAt = async (journal: Reader, model: Model, knownAt: Instant | undefined): Promise<Reading> => ({ journal, model, survivors: await readSurvivors(journal, knownAt), knownAt })

const claimIn = ({ model, survivors }: Reading, row: ClaimRow): Claim => survivors.inClaim(claimOf(model, row))

/**
 * The claims of rows, each with whether it skipped a transition and what it replaces or is replaced by, as known. Cost: two statements, one of them
 * the entities' state claims; a third where any event replaces another.
 */
const toTold = async (reading: Reading, rows: readonly ClaimRow[], known: Pick<Reading, 'knownAt'> = reading): Promise<ReadonlyMap<ClaimRow, ToldClaim>> => {
  const jumped = await jumpedAmong(reading, rows)
  const replacements = await replacementsAmong({ ...reading, ...known }, rows)
  return new Map(rows.map((row) => {
    const claim = claimIn(reading, row)
    return [row, { ...claim, n: row.n, jump: jumped.has(claim.id), ...replacements.get(claim.id) }]
  }))
}

/** What an event that replaces another says in place of a claim of that one: the same of the same entity; of links that to the same entity, else another of its field. */
const counterpart = (claim: ClaimRow, others: readonly ClaimRow[]): ClaimRow | undefined => {
  const same = others.filter((other) => other.ref === claim.ref && other.kind === claim.kind && other.field === claim.field)
  return same.find((other) => other.target === claim.target) ?? same[0]
}

const idOf = ({ seq, n }: Pick<ClaimRow, 'seq' | 'n'>): string => `${seq}.${n}`

const replacementsAmong = async ({ journal, knownAt }: Reading, rows: readonly ClaimRow[]): Promise<ReadonlyMap<string, Pick<ToldClaim, 'corrects' | 'correctedBy'>>> => {
  const replacements = new Map<string, Pick<ToldClaim, 'corrects' | 'correctedBy'>>()
  if (rows.length === 0) return replacements
  const events = (await journal.query<{ replaced: number; by: number }>(sql('read/replaced-by', [[...new Set(rows.map((row) => row.seq))], knownAt ?? null]))).rows
  if (events.length === 0) return replacements
  const claims = Map.groupBy((await journal.query<ClaimRow>(sql('read/claims-of-events', [[...new Set(events.flatMap((one) => [one.replaced, one.by]))]]))).rows, (claim) => claim.seq)
  const told = Map.groupBy(rows, (row) => row.seq)
  // Where several replaced one event, the last speaks for it.
  for (const { replaced, by } of events) {
    for (const row of told.get(replaced) ?? []) {
      const other = counterpart(row, claims.get(by) ?? [])
      if (other !== undefined) replacements.set(idOf(row), { ...replacements.get(idOf(row)), correctedBy: idOf(other) })
    }
    for (const row of told.get(by) ?? []) {
      const other = counterpart(row, claims.get(replaced) ?? [])
      if (other !== undefined) replacements.set(idOf(row), { ...replacements.get(idOf(row)), corrects: idOf(other) })
    }
  }
  return replacements
}

const jumpedAmong = async (reading: Reading, rows: readonly ClaimRow[]): Promise<ReadonlySet<string>> => {
  const { journal, model, survivors, knownAt } = reading
  const refs = [...new Set(rows.filter((row) => row.kind === 'state').map((row) => survivors.of(storedRef(row.ref))))]
  if (refs.length === 0) return new Set()
  const told = await journal.query<ClaimRow>(sql('read/state-claims', [survivors.withMerged(refs), knownAt ?? null]))
  const byRef = Map.groupBy(told.rows.map((row) => claimIn(reading, row)), (claim) => claim.about)
  return new Set([...byRef].flatMap(([ref, claims]: [Ref, Claim[]]) => {
    const graph = model.types.get(typeOfRef(ref))?.states
    return graph === undefined ? [] : [...jumps(graph, claims.sort(compareClaims))]
  }))
}

export const readClaimsByIds = async (journal: Reader, model: Model, ids: readonly string[], knownAt?: Instant): Promise<readonly (ToldClaim | undefined)[]> => {
  const places = ids.map((id) => /^(\d{1,15})\.(\d{1,4})$/.exec(id))
  const known = places.filter((place) => place !== null)
  const { rows } = await journal.query<ClaimRow>(sql('read/claims-by-place', [known.map((place) => Number(place[1])), known.map((place) => Number(place[2]))]))
  // What a claim jumped is told by all that we know, whatever moment its order is looked at.
  const told = await toTold({ ...(await readingAt(journal, model, knownAt)), knownAt: undefined }, rows, { knownAt })
  const byId = new Map([...told.values()].map((claim) => [claim.id, claim]))
  return ids.map((id) => byId.get(id))
}

type AskedRow = ClaimRow & { readonly asked: string }

/** Rows of several pages, one more than asked where there are more, as pages in the order asked. */
const toPages = async (reading: Reading, asked: readonly string[], rows: readonly AskedRow[], page: ClaimPageAsked, totals: ReadonlyMap<string, number> | undefined): Promise<readonly ClaimPage[]> => {
  const told = await toTold(reading, rows)
  const byAsked = Map.groupBy(rows, (row) => row.asked)
  return asked.map((name) => {
    const own = byAsked.get(name) ?? []
    return { claims: own.slice(0, page.first).flatMap((row) => told.get(row) ?? []), hasNextPage: own.length > page.first, ...(totals === undefined ? {} : { total: totals.get(name) ?? 0 }) }
  })
}

const countClaims = async (journal: Reader, groups: readonly string[], refs: readonly string[], page: ClaimPageAsked): Promise<ReadonlyMap<string, number> | undefined> => {
  if (!page.count) return undefined
  const { rows } = await journal.query<{ asked: string; claims: number }>(sql('read/claims-count', [groups, refs, ...untilOf(page)]))
  return new Map(rows.map((row) => [row.asked, row.claims]))
}

/** Up to when claims are told. */
const untilOf = ({ at }: ClaimPageAsked): readonly (number | null)[] => (at === undefined || at.isWhole === true ? [null, null] : [at.asOf, at.knownAt])

const place = (page: ClaimPageAsked): readonly (number | null)[] => [page.after?.occurredAt ?? null, page.after?.seq ?? null, page.after?.n ?? null]

/** Cost: three statements, four with totals, whatever the number of entities. */
export const readClaimsOf = async (journal: Reader, model: Model, refs: readonly Ref[], page: ClaimPageAsked): Promise<readonly ClaimPage[]> => {
  const reading = await readingAt(journal, model, page.at?.knownAt)
  if (reading.survivors.withMerged(refs).length > refs.length) return readGroups(reading, new Map(refs.map((ref) => [ref, [ref]])), page)
  const { rows } = await journal.query<AskedRow>(sql('read/claims-page', [refs, ...place(page), page.first + 1, ...untilOf(page)]))
  return toPages(reading, refs, rows, page, await countClaims(journal, refs, refs, page))
}

/** Claims of groups of entities, merged; each group by its name. */
export const readTimelines = async (journal: Reader, model: Model, members: ReadonlyMap<string, readonly Ref[]>, page: ClaimPageAsked): Promise<readonly ClaimPage[]> =>
  readGroups(await readingAt(journal, model, page.at?.knownAt), members, page)

const readGroups = async (reading: Reading, members: ReadonlyMap<string, readonly Ref[]>, page: ClaimPageAsked): Promise<readonly ClaimPage[]> => {
  const pairs = [...members].flatMap(([name, refs]) => reading.survivors.withMerged(refs).map((ref) => [name, ref] as const))
  const [groups, refs] = [pairs.map(([name]) => name), pairs.map(([, ref]) => ref)]
  const { rows } = await reading.journal.query<AskedRow>(sql('read/timeline-page', [groups, refs, ...place(page), page.first + 1, ...untilOf(page)]))
  return toPages(reading, [...members.keys()], rows, page, await countClaims(reading.journal, groups, refs, page))
}
