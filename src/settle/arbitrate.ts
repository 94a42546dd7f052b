import type { Arbiter, ArbitrationRule } from '../model/arbitration.ts'
import { compareDecimals } from '../expression/decimals.ts'
import type { Attribute } from '../model/entity-type.ts'
import type { Claim } from '../vocabulary/claim.ts'

/** Claims that a rule has decided between, and by which version. */
export interface Decided {
  readonly rule: ArbitrationRule
  readonly claims: readonly Claim[]
}

const DIGITS = /^-?\d+(\.\d+)?$/

/** Whether two values say the same: of a decimal 1.5 and 1.50 do. */
export type SaysSame = (a: Claim['value'], b: Claim['value']) => boolean
export const sameText: SaysSame = (a, b) => a === b
export const saysSame = (attribute: Pick<Attribute, 'type'> | undefined): SaysSame =>
  (attribute?.type !== 'Decimal' ? sameText : (a, b) => a === b || (typeof a === 'string' && typeof b === 'string' && DIGITS.test(a) && DIGITS.test(b) && compareDecimals(a, b) === 0))

/** Of claims in dispute those that stand: the ones that meet the earliest condition of the rule, where they agree; else, and where none meets any, nobody's. Cost: the claims. */
export const preferredOf = (claims: readonly Claim[], arbiter: Arbiter | undefined, localOf: (claim: Claim) => string | undefined, isSame: SaysSame = sameText): readonly Claim[] => {
  if (arbiter === undefined) return []
  const ranks = claims.map((claim) => arbiter.rankOf(claim.source, localOf(claim)))
  const least = Math.min(...ranks)
  const preferred = claims.filter((_, place) => ranks[place] === least)
  return least === Infinity || preferred.some(({ value }) => !isSame(value, preferred[0]?.value ?? null)) ? [] : preferred
}

export const sameDecided = (a: Decided | undefined, b: Decided | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.claims.length === b.claims.length && a.claims.every(({ id }, place) => id === b.claims[place]?.id)
