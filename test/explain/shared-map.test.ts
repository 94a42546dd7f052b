import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedMap } from '../../src/explain/shared-map.ts'

test('a map that shares is what a map copied whole is, its earlier ones too', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(60).map(String), fc.nat(9)), { maxLength: 150 }), fc.nat(150), (sets, kept) => {
    const plain = new Map<string, number>()
    let [shared, then] = [new SharedMap<number>(), new SharedMap<number>()]
    let plainThen = new Map<string, number>()
    for (const [place, [key, value]] of sets.entries()) {
      shared = shared.with(key, value)
      plain.set(key, value)
      if (place === kept) [then, plainThen] = [shared, new Map(plain)]
    }
    for (const [one, other] of [[shared, plain], [then, plainThen]] as const) {
      expect([one.entries(), one.size]).toEqual([[...other], other.size])
      for (let key = 0; key <= 60; key += 1) expect(one.get(String(key))).toBe(other.get(String(key)))
    }
  }))
})
