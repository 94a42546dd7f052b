import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OrderRuling } from '../../src/settle/settle-order.ts'
import { randomTold } from './random-told.ts'
import { evaluateOrder, type ReferenceOrder } from './reference.ts'
import { atelier, claimsOf, hour, settled } from './tell.ts'

/** A ruling in the reference's words: what both must say alike. */
export const inReferenceWords = (ruling: OrderRuling | undefined): ReferenceOrder | undefined =>
  ruling && {
    firstAt: ruling.firstAt,
    members: ruling.members,
    states: Object.fromEntries(ruling.domains.map((one) => [one.domain, { ...(one.settled ? { local: one.local, canonical: one.canonical } : {}), settled: one.settled, since: one.since }])),
    verdicts: Object.fromEntries(ruling.verdicts.map((verdict) => [`${verdict.definition}.${verdict.version}`, {
      ...outcome(verdict), domains: Object.fromEntries(verdict.domains.map((domain) => [domain.domain, outcome(domain)])), ...(verdict.skewHours === undefined ? {} : { skewHours: verdict.skewHours }),
    }])),
  }
const outcome = ({ outcome, since, firstMetAt }: OrderRuling['verdicts'][number]['domains'][number] | OrderRuling['verdicts'][number]) => ({ outcome, since, ...(firstMetAt === undefined ? {} : { firstMetAt }) })

describe('settling against the plain reading of the rules', () => {
  test('every order of a random world, as of every moment, is what the reference says', () => {
    fc.assert(
      fc.property(randomTold(60), fc.constantFrom(-1, 3, 6, 9, 12, 12, 14), fc.constantFrom('Order/A', 'Order/A', 'Order/A', 'Order/B'), (told, asOf, order) => {
        const claims = claimsOf(told)
        const wanted = evaluateOrder(atelier, claims, order, hour(asOf))
        const found = inReferenceWords(settled(told, order, asOf))
        expect(found).toEqual(wanted)
      }),
      { numRuns: Math.max(150, Number(process.env['OSL_TEST_RUNS'] ?? 0)) },
    )
  }, 600_000)
})
