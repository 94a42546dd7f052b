import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reach, type ReachEnd } from '../../src/graph/reach.ts'
import { FanOut } from '../../src/plan/fan-out.ts'
import type { StepTaken, Walker } from '../../src/plan/walker.ts'
import { WalkMap } from '../../src/plan/walk-map.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef, type Ref } from '../../src/vocabulary/ref.ts'

const MAP = new WalkMap([{ name: 'MADE', near: 'Lot', far: 'Lot', way: 'out' }], undefined)
const node = (place: number) => ({ ref: storedRef(`Lot/${place}`), id: String(place) })
type Links = readonly (readonly [number, number])[]

/** A walker that follows so many links at once. */
const walkerOver = (links: Links, mostRows: number): Walker => ({
  mostRows: () => mostRows,
  step: (_map, frontier) => {
    const steps = frontier.flatMap(({ ref, id }) => links.flatMap(([near, far]): StepTaken[] => (String(near) === id ? [{ near: ref, far: node(far), link: { from: ref, name: 'MADE', to: node(far).ref } as unknown as StepTaken['link'] }] : [])))
    return Promise.resolve(steps.length >= mostRows ? 'MORE' : steps)
  },
})

const reached = async (links: Links, starts: readonly number[], mostRows: number, mean?: number): Promise<{ readonly met: readonly Ref[]; readonly end: ReachEnd }> => {
  const met: Ref[] = []
  const portions = reach(walkerOver(links, mostRows), MAP, starts.map(node), new Set(starts.map((start) => node(start).ref)), { now: instant(0), fanOut: new FanOut(() => mean), leftMs: () => 1_000, columnsOf: () => [] })
  for (;;) {
    const pulled = await portions.next()
    if (pulled.done === true) return { met, end: pulled.value }
    met.push(...pulled.value.map(({ ref }) => ref))
  }
}

const closure = (links: Links, starts: readonly number[]): ReadonlySet<number> => {
  const found = new Set(starts)
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const [near, far] of links) if (found.has(near)) found.add(far)
  }
  return found
}

describe('what starts lead to', () => {
  const place = fc.nat({ max: 30 })
  test('is met once each, however few links a statement follows, in circles too', () => fc.assert(fc.asyncProperty(
    fc.uniqueArray(fc.tuple(place, place), { maxLength: 80, selector: ([near, far]) => `${near} ${far}` }), fc.uniqueArray(place, { maxLength: 6 }), fc.integer({ min: 1, max: 12 }), fc.option(fc.constantFrom(1, 20_000, 90_000), { nil: undefined }),
    async (links, starts, spare, mean) => {
      const widest = Math.max(0, ...Map.groupBy(links, ([near]) => near).values().map((of) => of.length))
      const { met, end } = await reached(links, starts, widest + spare, mean)
      expect(end).toEqual({})
      expect([...met].sort()).toEqual([...closure(links, starts)].filter((one) => !starts.includes(one)).map((one) => node(one).ref).sort())
    },
  )))
  test('is not told as whole where one of them has more links than a statement follows', async () => {
    const { end } = await reached([[1, 2], [2, 3], [2, 4], [2, 5]], [1], 3)
    expect(end).toMatchObject({ stopped: 'FAN_OUT', advice: expect.stringContaining('more than 3 links') })
  })
  test('is not told as whole where it goes on for more than fifty steps', async () => {
    const chain = (length: number): Links => Array.from({ length }, (_, at) => [at, at + 1])
    expect((await reached(chain(50), [0], 100)).end).toEqual({})
    expect((await reached(chain(51), [0], 100)).end).toEqual({ stopped: 'DEPTH' })
  })
})
