import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Circles } from '../../src/recall/circles.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

const ref = (place: number) => storedRef(`Lot/${String(place).padStart(2, '0')}`)
const membersOf = (links: readonly (readonly [number, number])[]): readonly string[] => {
  const circles = new Circles()
  for (const [near, far] of links) circles.add(ref(near), ref(far))
  return circles.members()
}

/** By multiplying out who leads to whom: Warshall's way. */
const onCircles = (links: readonly (readonly [number, number])[], count: number): readonly string[] => {
  const leads = Array.from({ length: count }, (_, near) => Array.from({ length: count }, (_, far) => links.some(([a, b]) => a === near && b === far)))
  for (let via = 0; via < count; via += 1) for (const row of leads) if (row[via] === true) for (let far = 0; far < count; far += 1) row[far] ||= leads[via]?.[far] === true
  return leads.flatMap((row, place) => (row[place] === true ? [ref(place)] : []))
}

describe('what comes of itself', () => {
  test('is a circle and a loop, not what leads there, from there, or from one circle to another', () => {
    expect(membersOf([[1, 2], [2, 3], [3, 2], [3, 4], [4, 5], [5, 6], [6, 5], [6, 7], [8, 8]])).toEqual([2, 3, 5, 6, 8].map(ref))
    expect(membersOf([[1, 2], [1, 3], [2, 4], [3, 4]])).toEqual([])
  })
  test('is so for any links', () => {
    const place = fc.nat({ max: 14 })
    fc.assert(fc.property(fc.array(fc.tuple(place, place), { maxLength: 40 }), (links) => {
      expect(membersOf(links)).toEqual(onCircles(links, 15))
    }))
  })
})
