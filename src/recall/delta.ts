import { invariant } from '../problems/invariant.ts'
import { byRef, type Ref } from '../vocabulary/ref.ts'
import type { RecallUnit } from '../vocabulary/recall.ts'
import { canonicalUnit, tidyUnit } from './canonical-unit.ts'

export type UnitChange =
  | { readonly kind: 'ADDED'; readonly ref: Ref; readonly after: RecallUnit }
  | { readonly kind: 'WITHDRAWN'; readonly ref: Ref; readonly before: RecallUnit }
  | { readonly kind: 'CHANGED'; readonly ref: Ref; readonly before: RecallUnit; readonly after: RecallUnit }

/** What has changed since a recall was frozen. Refs are sorted. */
export interface RecallDelta {
  readonly added: number
  readonly withdrawn: number
  readonly changed: number
  /** The first of them, by ref. */
  readonly changes: readonly UnitChange[]
  readonly consigneesAdded: readonly Ref[]
  readonly consigneesWithdrawn: readonly Ref[]
  readonly subjectsAdded: readonly Ref[]
  readonly subjectsWithdrawn: readonly Ref[]
}

/** Units by batches, in the order of refs. */
export type UnitStream = AsyncIterable<readonly RecallUnit[]>

/** One by one, and whether the order holds: a unit out of its place would be told as withdrawn and added. */
async function* inOrder(batches: UnitStream, of: string): AsyncGenerator<RecallUnit, undefined> {
  let last: Ref | undefined
  for await (const batch of batches) {
    for (const unit of batch) {
      invariant(last === undefined || byRef(last, unit.ref) < 0, 'compareRecalls', `of what is ${of}, ${unit.ref} comes after ${last ?? ''}`)
      last = unit.ref
      yield tidyUnit(unit)
    }
  }
}

const FROZEN = 1
const LIVE = 2

/** Who is concerned by which of the two. */
class Concerned {
  readonly #seen = new Map<Ref, number>()
  note(refs: readonly Ref[], side: number): void {
    for (const ref of refs) this.#seen.set(ref, (this.#seen.get(ref) ?? 0) | side)
  }
  only(side: number): readonly Ref[] {
    return [...this.#seen].flatMap(([ref, seen]) => (seen === side ? [ref] : [])).sort(byRef)
  }
}

/**
 * What a recall finds now against what it had frozen, by one pass over both in the order of refs. Whoever is concerned by a unit more or less, but by others as before, is
 * neither added nor withdrawn. Memory: a batch of each, `most` changes, and who is concerned by any.
 */
export const compareRecalls = async (frozen: UnitStream, live: UnitStream, most = 1000): Promise<RecallDelta> => {
  const [consignees, subjects] = [new Concerned(), new Concerned()]
  const counts = { ADDED: 0, WITHDRAWN: 0, CHANGED: 0 }
  const changes: UnitChange[] = []
  const take = (change: UnitChange): void => {
    counts[change.kind] += 1
    if (changes.length < most) changes.push(change)
  }
  const note = (unit: RecallUnit, side: number): void => {
    consignees.note(unit.consignees, side)
    subjects.note(unit.subjects, side)
  }
  const [before, after] = [inOrder(frozen, 'frozen'), inOrder(live, 'live')]
  try {
    let [old, now] = [(await before.next()).value, (await after.next()).value]
    while (old !== undefined || now !== undefined) {
      const order = old === undefined ? 1 : now === undefined ? -1 : byRef(old.ref, now.ref)
      if (order <= 0 && old !== undefined) note(old, FROZEN)
      if (order >= 0 && now !== undefined) note(now, LIVE)
      if (order < 0 && old !== undefined) take({ kind: 'WITHDRAWN', ref: old.ref, before: old })
      else if (order > 0 && now !== undefined) take({ kind: 'ADDED', ref: now.ref, after: now })
      else if (old !== undefined && now !== undefined && canonicalUnit(old) !== canonicalUnit(now)) take({ kind: 'CHANGED', ref: old.ref, before: old, after: now })
      if (order <= 0) old = (await before.next()).value
      if (order >= 0) now = (await after.next()).value
    }
  } finally {
    // Whoever is given up on lets go of its store.
    await Promise.all([before.return(undefined), after.return(undefined)])
  }
  return {
    added: counts.ADDED, withdrawn: counts.WITHDRAWN, changed: counts.CHANGED, changes,
    consigneesAdded: consignees.only(LIVE), consigneesWithdrawn: consignees.only(FROZEN), subjectsAdded: subjects.only(LIVE), subjectsWithdrawn: subjects.only(FROZEN),
  }
}

export const isEmpty = ({ added, withdrawn, changed }: RecallDelta): boolean => added + withdrawn + changed === 0
