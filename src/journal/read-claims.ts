import type { Model } from '../model/model.ts'
import { jumps } from '../settle/rule-state.ts'
import { compareClaims } from '../settle/compare-claims.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Claim } from '../vocabulary/claim.ts'
import { claimOf, type ClaimRow } from './claim-rows.ts'
import type { ClaimPage, ClaimPageAsked, ToldClaim } from './journal-reads.ts'
import type { Journal } from './open-journal.ts'
import { sql } from './sql.ts'

const toTold = (model: Model, row: ClaimRow, jumped: ReadonlySet<string>): ToldClaim => {
  const claim = claimOf(model, row)
  return { ...claim, n: row.n, jump: jumped.has(claim.id) }
}

/** Which of some entities' state claims skipped a transition, as known. Cost: one statement, the entities' state claims. */
const jumpedAmong = async (journal: Journal, model: Model, rows: readonly ClaimRow[], knownAt: number | null): Promise<ReadonlySet<string>> => {
  const refs = [...new Set(rows.filter((row) => row.kind === 'state').map((row) => row.ref))]
  if (refs.length === 0) return new Set()
  const told = await journal.query<ClaimRow>(sql('read/state-claims', [refs, knownAt]))
  const byRef = Map.groupBy(told.rows.map((row) => claimOf(model, row)), (claim) => claim.about)
  return new Set([...byRef].flatMap(([ref, claims]: [Ref, Claim[]]) => {
    const graph = model.types.get(typeOfRef(ref))?.states
    return graph === undefined ? [] : [...jumps(graph, claims.sort(compareClaims))]
  }))
}

export const readClaimsByIds = async (journal: Journal, model: Model, ids: readonly string[]): Promise<readonly (ToldClaim | undefined)[]> => {
  const places = ids.map((id) => /^(\d{1,15})\.(\d{1,4})$/.exec(id))
  const known = places.filter((place) => place !== null)
  const { rows } = await journal.query<ClaimRow>(sql('read/claims-by-place', [known.map((place) => Number(place[1])), known.map((place) => Number(place[2]))]))
  const jumped = await jumpedAmong(journal, model, rows, null)
  const byId = new Map(rows.map((row) => [`${row.seq}.${row.n}`, toTold(model, row, jumped)]))
  return ids.map((id) => byId.get(id))
}

type AskedRow = ClaimRow & { readonly asked: string }

/** Rows of several pages, one more than asked where there are more, as pages in the order asked. */
const toPages = async (journal: Journal, model: Model, asked: readonly string[], rows: readonly AskedRow[], page: ClaimPageAsked, totals: ReadonlyMap<string, number> | undefined): Promise<readonly ClaimPage[]> => {
  const jumped = await jumpedAmong(journal, model, rows, page.at?.knownAt ?? null)
  const byAsked = Map.groupBy(rows, (row) => row.asked)
  return asked.map((name) => {
    const own = byAsked.get(name) ?? []
    return { claims: own.slice(0, page.first).map((row) => toTold(model, row, jumped)), hasNextPage: own.length > page.first, ...(totals === undefined ? {} : { total: totals.get(name) ?? 0 }) }
  })
}

const countClaims = async (journal: Journal, groups: readonly string[], refs: readonly string[], page: ClaimPageAsked): Promise<ReadonlyMap<string, number> | undefined> => {
  if (!page.count) return undefined
  const { rows } = await journal.query<{ asked: string; claims: number }>(sql('read/claims-count', [groups, refs, page.at?.asOf ?? null, page.at?.knownAt ?? null]))
  return new Map(rows.map((row) => [row.asked, row.claims]))
}

const place = (page: ClaimPageAsked): readonly (number | null)[] => [page.after?.occurredAt ?? null, page.after?.seq ?? null, page.after?.n ?? null]

/** Cost: two statements, three with totals, whatever the number of entities. */
export const readClaimsOf = async (journal: Journal, model: Model, refs: readonly Ref[], page: ClaimPageAsked): Promise<readonly ClaimPage[]> => {
  const { rows } = await journal.query<AskedRow>(sql('read/claims-page', [refs, ...place(page), page.first + 1, page.at?.asOf ?? null, page.at?.knownAt ?? null]))
  return toPages(journal, model, refs, rows, page, await countClaims(journal, refs, refs, page))
}

/** Claims of groups of entities, merged; each group by its name. */
export const readTimelines = async (journal: Journal, model: Model, members: ReadonlyMap<string, readonly Ref[]>, page: ClaimPageAsked): Promise<readonly ClaimPage[]> => {
  const pairs = [...members].flatMap(([name, refs]) => refs.map((ref) => [name, ref] as const))
  const [groups, refs] = [pairs.map(([name]) => name), pairs.map(([, ref]) => storedRef(ref))]
  const { rows } = await journal.query<AskedRow>(sql('read/timeline-page', [groups, refs, ...place(page), page.first + 1, page.at?.asOf ?? null, page.at?.knownAt ?? null]))
  return toPages(journal, model, [...members.keys()], rows, page, await countClaims(journal, groups, refs, page))
}
