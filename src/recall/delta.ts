import { invariant } from '../problems/invariant.ts'
import { DISPOSITIONS, type ByDisposition, type LotTold, type RecallUnit, type UnitDisposition } from '../vocabulary/recall.ts'
import { byRef, type Ref } from '../vocabulary/ref.ts'
import { canonicalUnit, tidyUnit } from './canonical-unit.ts'

export type Change<T> =
  | { readonly kind: 'ADDED'; readonly ref: Ref; readonly after: T }
  | { readonly kind: 'WITHDRAWN'; readonly ref: Ref; readonly before: T }
  | { readonly kind: 'CHANGED'; readonly ref: Ref; readonly before: T; readonly after: T }
export type UnitChange = Change<RecallUnit>

/** How many of one kind of thing changed, and the first of them by ref. */
export interface Changes<T> {
  readonly added: number
  readonly withdrawn: number
  readonly changed: number
  readonly changes: readonly Change<T>[]
}

/** What has changed of units since a recall was frozen, and of whom they concern. Refs are sorted. */
export interface RecallDelta extends Changes<RecallUnit> {
  readonly consigneesAdded: readonly Ref[]
  readonly consigneesWithdrawn: readonly Ref[]
  readonly subjectsAdded: readonly Ref[]
  readonly subjectsWithdrawn: readonly Ref[]
}

/** Things by batches, in the order of refs. */
type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>
/** Units by batches, in the order of refs. */
export type UnitStream = AsyncIterable<readonly RecallUnit[]>

/** What two streams hold of one kind of thing. */
interface Compared<T> {
  readonly refOf: (one: T) => Ref
  readonly isSame: (before: T, after: T) => boolean
  /** Told of everything in either: what is there on both sides, together. */
  readonly note?: (before: T | undefined, after: T | undefined) => void
}

/** One by one, and whether the order holds: one out of its place would be told as withdrawn and added. */
async function* inOrder<T>(batches: Batches<T>, refOf: (one: T) => Ref, of: string): AsyncGenerator<T, undefined> {
  let last: Ref | undefined
  for await (const batch of batches) {
    for (const one of batch) {
      const ref = refOf(one)
      invariant(last === undefined || byRef(last, ref) < 0, 'compare', `of what is ${of}, ${ref} comes after ${last ?? ''}`)
      last = ref
      yield one
    }
  }
}

/** One pass over both. Memory: a batch of each, and `most` changes. */
const compare = async <T>(frozen: Batches<T>, live: Batches<T>, { refOf, isSame, note = () => undefined }: Compared<T>, most: number): Promise<Changes<T>> => {
  const counts = { ADDED: 0, WITHDRAWN: 0, CHANGED: 0 }
  const changes: Change<T>[] = []
  const take = (change: Change<T>): void => {
    counts[change.kind] += 1
    if (changes.length < most) changes.push(change)
  }
  const [before, after] = [inOrder(frozen, refOf, 'frozen'), inOrder(live, refOf, 'live')]
  try {
    let [old, now] = [(await before.next()).value, (await after.next()).value]
    while (old !== undefined || now !== undefined) {
      const order = old === undefined ? 1 : now === undefined ? -1 : byRef(refOf(old), refOf(now))
      note(order <= 0 ? old : undefined, order >= 0 ? now : undefined)
      if (order < 0 && old !== undefined) take({ kind: 'WITHDRAWN', ref: refOf(old), before: old })
      else if (order > 0 && now !== undefined) take({ kind: 'ADDED', ref: refOf(now), after: now })
      else if (old !== undefined && now !== undefined && !isSame(old, now)) take({ kind: 'CHANGED', ref: refOf(old), before: old, after: now })
      if (order <= 0) old = (await before.next()).value
      if (order >= 0) now = (await after.next()).value
    }
  } finally {
    // Whoever is given up on lets go of its store.
    await Promise.all([before.return(undefined), after.return(undefined)])
  }
  return { added: counts.ADDED, withdrawn: counts.WITHDRAWN, changed: counts.CHANGED, changes }
}

const FROZEN = 1
const LIVE = 2

/** Who is concerned by which of the two. */
class Concerned {
  readonly #seen = new Map<Ref, number>()
  note(refs: readonly Ref[] = [], side: number): void {
    for (const ref of refs) this.#seen.set(ref, (this.#seen.get(ref) ?? 0) | side)
  }
  only(side: number): readonly Ref[] {
    return [...this.#seen].flatMap(([ref, seen]) => (seen === side ? [ref] : [])).sort(byRef)
  }
}

async function* tidied(batches: UnitStream): AsyncGenerator<readonly RecallUnit[], undefined> {
  for await (const batch of batches) yield batch.map(tidyUnit)
}

/** The most that are told one by one. */
export const MOST_CHANGES = 1000

/**
 * What a recall finds now against what it had frozen, by one pass over both in the order of refs. Whoever is concerned by a unit more or less, but by others as before, is
 * neither added nor withdrawn. Memory: a batch of each, `most` changes, and who is concerned by any.
 */
export const compareRecalls = async (frozen: UnitStream, live: UnitStream, most = MOST_CHANGES): Promise<RecallDelta> => {
  const [consignees, subjects] = [new Concerned(), new Concerned()]
  const units = await compare(tidied(frozen), tidied(live), {
    refOf: ({ ref }) => ref, isSame: (before, after) => canonicalUnit(before) === canonicalUnit(after),
    note: (before, after) => {
      for (const [unit, side] of [[before, FROZEN], [after, LIVE]] as const) {
        consignees.note(unit?.consignees, side)
        subjects.note(unit?.subjects, side)
      }
    },
  }, most)
  return { ...units, consigneesAdded: consignees.only(LIVE), consigneesWithdrawn: consignees.only(FROZEN), subjectsAdded: subjects.only(LIVE), subjectsWithdrawn: subjects.only(FROZEN) }
}

const canonicalPieces = ({ made, told, units }: LotTold): string => JSON.stringify([made ?? null, ...[told, units].map((pieces) => DISPOSITIONS.map((disposition) => pieces[disposition] ?? 0))])

/** By the same number of pieces in dispute another use may be in dispute. What was frozen without them is held against nothing. */
const isAsDoubtful = (before: LotTold, after: LotTold): boolean => before.doubtful === undefined || after.doubtful === undefined ||
  (before.doubtful === after.doubtful && (after.doubtful === 0 || before.toldBy.join('\n') === after.toldBy.join('\n')))

/** Of lots: how many were made, what is told of pieces without serial numbers, how many of those are in dispute, and their units by disposition. Memory: a batch of each, and `most` changes. */
export const compareLots = (frozen: Batches<LotTold>, live: Batches<LotTold>, most = MOST_CHANGES): Promise<Changes<LotTold>> =>
  compare(frozen, live, { refOf: ({ lot }) => lot, isSame: (before, after) => canonicalPieces(before) === canonicalPieces(after) && isAsDoubtful(before, after) }, most)

/** Units by lot, counted as they pass: those of each lot by disposition. A lot that stands among them for its pieces without serial numbers is no unit. */
export class UnitsOfLots {
  readonly #counts = new Map<Ref, Partial<Record<UnitDisposition, number>>>()

  async *pass(units: UnitStream): AsyncGenerator<readonly RecallUnit[], undefined> {
    for await (const batch of units) {
      for (const { ref, lots, disposition } of batch) {
        for (const lot of lots) {
          if (lot === ref) continue
          const counts = this.#counts.get(lot) ?? {}
          counts[disposition] = (counts[disposition] ?? 0) + 1
          this.#counts.set(lot, counts)
        }
      }
      yield batch
    }
  }

  /** When all have passed: the lots that are given, and those of units, by ref. */
  lots(given: readonly Omit<LotTold, 'units'>[]): readonly LotTold[] {
    const own = new Map(given.map((lot) => [lot.lot, lot]))
    const unitsOf = (lot: Ref): ByDisposition => this.#counts.get(lot) ?? {}
    return [...new Set([...own.keys(), ...this.#counts.keys()])].sort(byRef).map((lot) => ({ lot, told: {}, toldBy: [], doubtful: 0, ...own.get(lot), units: unitsOf(lot) }))
  }
}

export const isEmpty = ({ added, withdrawn, changed }: Changes<unknown>): boolean => added + withdrawn + changed === 0
