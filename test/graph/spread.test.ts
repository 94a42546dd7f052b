import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Owned } from '../../src/graph/spread.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

const ref = (place: number) => storedRef(`Lot/${place}`)

/** By asking of every start alone where links lead, again and again. */
const reached = (start: number, links: readonly (readonly [number, number])[]): ReadonlySet<number> => {
  const found = new Set<number>()
  for (let grew = true; grew;) {
    grew = false
    for (const [near, far] of links) if ((near === start || found.has(near)) && !found.has(far)) grew = found.add(far).size > 0
  }
  return found
}

describe('which starts lead to an entity', () => {
  test('is what asking of each start alone says, in circles too', () => {
    const node = fc.nat({ max: 90 })
    fc.assert(fc.property(fc.array(fc.tuple(node, node), { maxLength: 200 }), fc.uniqueArray(node, { minLength: 1, maxLength: 80 }), (links, starts) => {
      const owned = new Owned(starts.map(ref))
      for (const [near, far] of links) owned.link(ref(near), ref(far))
      owned.handOn()
      for (let place = 0; place <= 90; place += 1) {
        const expected = starts.flatMap((start, bit) => (reached(start, links).has(place) ? [bit] : []))
        expect(owned.of(ref(place))).toEqual(expected)
        expect(owned.count(ref(place))).toBe(expected.length)
      }
    }), { numRuns: 60 })
  })
})
