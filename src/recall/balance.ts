import { DISPOSITIONS, type ByDisposition, type UnitDisposition, type LotPieces } from '../vocabulary/recall.ts'

/** Pieces by what became of them. `made + overAccounted` is the sum of all the others, always. */
export interface Balance {
  /** As many as the makers say; where nobody says, as many as are known. */
  readonly made: number
  readonly stated: boolean
  readonly inStock: number
  readonly inTransit: number
  readonly atConsignees: number
  readonly used: number
  readonly explanted: number
  readonly returned: number
  readonly destroyed: number
  readonly unknown: number
  /** Made, and nobody knows of them. */
  readonly unaccounted: number
  /** Known beyond what was made. */
  readonly overAccounted: number
}

const PART = { IN_STOCK: 'inStock', IN_TRANSIT: 'inTransit', AT_CONSIGNEE: 'atConsignees', USED: 'used', EXPLANTED: 'explanted', RETURNED: 'returned', DESTROYED: 'destroyed', UNKNOWN: 'unknown' } as const satisfies Record<UnitDisposition, keyof Balance>

type Pieces = Record<UnitDisposition, number>
const none = (): Pieces => ({ IN_STOCK: 0, IN_TRANSIT: 0, AT_CONSIGNEE: 0, USED: 0, EXPLANTED: 0, RETURNED: 0, DESTROYED: 0, UNKNOWN: 0 })
const add = (to: Pieces, pieces: ByDisposition): Pieces => {
  for (const disposition of DISPOSITIONS) to[disposition] += pieces[disposition] ?? 0
  return to
}
const sum = (pieces: ByDisposition): number => DISPOSITIONS.reduce((total, disposition) => total + (pieces[disposition] ?? 0), 0)

/** What a piece was before, furthest along first: what was destroyed had come back if anything had, else was still out. */
const BEFORE: readonly (readonly [UnitDisposition, readonly UnitDisposition[]])[] = [
  ['DESTROYED', ['RETURNED', 'EXPLANTED', 'AT_CONSIGNEE']],
  ['RETURNED', ['EXPLANTED', 'AT_CONSIGNEE']],
  ['EXPLANTED', ['USED']],
  ['USED', ['AT_CONSIGNEE']],
]

/**
 * Pieces without serial numbers, each counted once, by what became of it last: of 100 that were sent, 30 used and 10 returned, 60 are still there. No record says which
 * piece it means, so as many as can be are taken to be still out there: nobody is told that a piece is safe which may not be. What is taken out of none adds to
 * the lot: pieces that were destroyed before any was sent.
 */
export const settlePieces = (told: ByDisposition): Readonly<Pieces> => {
  const left = add(none(), told)
  for (const [after, befores] of BEFORE) {
    // What came of a piece is told in full, whatever came of it later in turn.
    let taken = told[after] ?? 0
    for (const before of befores) {
      const pieces = Math.min(taken, left[before])
      left[before] -= pieces
      taken -= pieces
    }
  }
  return left
}

const balanceOver = (parts: Pieces, made: number | undefined, stated: boolean, unaccounted: number, overAccounted: number): Balance => ({
  made: made ?? sum(parts), stated,
  ...Object.fromEntries(DISPOSITIONS.map((disposition) => [PART[disposition], parts[disposition]])) as Record<(typeof PART)[UnitDisposition], number>,
  unaccounted, overAccounted,
})

/** Of one lot. Units count by their disposition, so that each part is the units of that disposition and what was told of without serial numbers. */
export const balanceOf = ({ made, told, units }: LotPieces): Balance => {
  const parts = add(add(none(), settlePieces(told)), units)
  const known = sum(parts)
  return balanceOver(parts, made, made !== undefined, Math.max(0, (made ?? known) - known), Math.max(0, known - (made ?? known)))
}

/**
 * Of all lots together. A unit of several lots counts once here and in each of them there. What one lot has too many does not hide what another lacks.
 * `units`: all units, each once; `lotless`: those of no lot, of which nobody says how many were made.
 */
export const totalOf = (lots: Iterable<LotPieces>, units: ByDisposition, lotless: number): Balance => {
  const parts = add(none(), units)
  let [count, isStated, unaccounted, overAccounted] = [0, lotless === 0, 0, 0]
  for (const lot of lots) {
    const balance = balanceOf(lot)
    add(parts, settlePieces(lot.told))
    count += 1
    isStated &&= balance.stated
    unaccounted += balance.unaccounted
    overAccounted += balance.overAccounted
  }
  return balanceOver(parts, sum(parts) + unaccounted - overAccounted, isStated && count > 0, unaccounted, overAccounted)
}
