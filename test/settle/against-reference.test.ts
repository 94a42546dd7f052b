import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomTold } from './random-told.ts'
import { inReferenceWords } from './reference-words.ts'
import { evaluateOrder } from './reference.ts'
import { atelier, claimsOf, hour, settled } from './tell.ts'

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
