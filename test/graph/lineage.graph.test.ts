import fc from 'fast-check'
import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GraphReader } from '../../src/graph/graph-reader.ts'
import { readFanOut } from '../../src/graph/read-fan-out.ts'
import { graphWalker, startWalk } from '../../src/graph/step.ts'
import { walkLineage, type FoundLineage } from '../../src/graph/walk-lineage.ts'
import type { Model } from '../../src/model/model.ts'
import { FanOut } from '../../src/plan/fan-out.ts'
import { planLineage } from '../../src/plan/plan-lineage.ts'
import { sealOf } from '../../src/plan/sealed-cursor.ts'
import { stepsAnywhere } from '../../src/plan/walk-map.ts'
import type { WhereContext } from '../../src/plan/where.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { openPotter } from './open-potter.ts'
import { writeGraph, type LinkGiven } from './write-graph.ts'

const NOW = instant(1000)
let driver: Driver
let model: Model

/**
 * clay ─▶ slip ─▶ glaze     scraps of glaze go back into clay: a circle
 *   └────────────▲          Lot MADE_FROM Lot is stored from the later to the earlier
 * glaze ─▶ cup, bowl        order O1 ─▶ cup;  cup, bowl ─▶ shelf
 */
const LINKS: readonly LinkGiven[] = [
  { from: 'Lot/slip', name: 'MADE_FROM', to: 'Lot/clay', validFrom: 10, knownFrom: 20 },
  { from: 'Lot/slip', name: 'MADE_FROM', to: 'Lot/clay', source: 'kiln', validFrom: 5, knownFrom: 50, inferred: true },
  { from: 'Lot/glaze', name: 'MADE_FROM', to: 'Lot/slip' },
  { from: 'Lot/glaze', name: 'MADE_FROM', to: 'Lot/clay' },
  { from: 'Lot/clay', name: 'MADE_FROM', to: 'Lot/glaze' },
  { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/cup' },
  { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/bowl' },
  { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/broken', validTo: 900 },
  { from: 'Lot/glaze', name: 'SHAPED_INTO', to: 'Pot/tomorrow', validFrom: 2000 },
  { from: 'Order/O1', name: 'FILLED_BY', to: 'Pot/cup' },
  { from: 'Pot/cup', name: 'STANDS_ON', to: 'Shelf/S' },
  { from: 'Pot/bowl', name: 'STANDS_ON', to: 'Shelf/S' },
]
const REFS = ['Lot/clay', 'Lot/slip', 'Lot/glaze', 'Pot/cup', 'Pot/bowl', 'Pot/broken', 'Pot/tomorrow', 'Order/O1', 'Shelf/S']

beforeAll(async () => {
  ({ driver, model } = await openPotter())
  await writeGraph(driver, REFS.map((ref) => ({ ref })), LINKS)
})
afterAll(() => driver?.close())

const askedAt = (at = NOW): WhereContext => ({ model, at, used: () => undefined, sealOf: (list) => sealOf('secret', list) })

interface Walked extends FoundLineage { readonly statements: number }

const walk = async (from: readonly string[], args: Record<string, unknown>, elapsedMs = (): number => 0, fanOut = new FanOut(() => undefined)): Promise<Walked> => {
  const reader = new GraphReader(driver)
  const starts = await startWalk(reader, from.map(storedRef))
  const found = await walkLineage(graphWalker(reader), planLineage(askedAt(), from, args), starts, { elapsedMs, fanOut, edges: true })
  return { ...found, statements: reader.sent.length }
}
const edges = (found: FoundLineage): readonly string[] => found.edges.map(({ from, to }) => `${from} ${to}`)

describe('downstream of a lot', () => {
  it('is everything made from it, nearest first, each once though lots go round in a circle', async () => {
    const found = await walk(['Lot/clay'], { direction: 'DOWNSTREAM' })
    expect(found.nodes).toEqual(['Lot/glaze', 'Lot/slip', 'Pot/bowl', 'Pot/cup', 'Shelf/S'])
    expect(found).toMatchObject({ complete: true, stopped: [], frontier: [], depth: 3 })
    expect(found.after).toBeUndefined()
  })

  it('has every edge along the flow once, the one that closes the circle too', async () => {
    expect(new Set(edges(await walk(['Lot/clay'], { direction: 'DOWNSTREAM' })))).toEqual(new Set([
      'Lot/clay Lot/slip', 'Lot/clay Lot/glaze', 'Lot/slip Lot/glaze', 'Lot/glaze Lot/clay', 'Lot/glaze Pot/cup', 'Lot/glaze Pot/bowl', 'Pot/cup Shelf/S', 'Pot/bowl Shelf/S',
    ]))
  })

  it('answers parallel edges of two sources as one, from the earliest, inferred only if both are', async () => {
    const { link } = (await walk(['Lot/clay'], { direction: 'DOWNSTREAM' })).edges.find(({ to }) => to === 'Lot/slip') ?? {}
    expect(link).toMatchObject({ name: 'MADE_FROM', from: 'Lot/slip', to: 'Lot/clay', sources: ['books', 'kiln'], validFrom: 5, knownFrom: 20, inferred: false })
  })

  it('costs a statement a level, one for the start and none for knowing that nothing leads on', async () => {
    // start, clay, slip and glaze, pots (and slip's and glaze's lots seen before), shelf leads nowhere.
    expect((await walk(['Lot/clay'], { direction: 'DOWNSTREAM' })).statements).toBe(4)
  })

  it('leaves out what ended and what has not begun', async () => {
    const { nodes } = await walk(['Lot/glaze'], { direction: 'DOWNSTREAM' })
    expect(nodes).not.toContain('Pot/broken')
    expect(nodes).not.toContain('Pot/tomorrow')
  })
})

describe('typed targets', () => {
  it('are the only nodes, with the edges on ways to them', async () => {
    const found = await walk(['Lot/slip'], { direction: 'DOWNSTREAM', to: ['Pot'] })
    expect(found.nodes).toEqual(['Pot/bowl', 'Pot/cup'])
    expect(new Set(edges(found))).toEqual(new Set(['Lot/slip Lot/glaze', 'Lot/glaze Lot/clay', 'Lot/clay Lot/slip', 'Lot/clay Lot/glaze', 'Lot/glaze Pot/bowl', 'Lot/glaze Pot/cup']))
  })

  it('of the type of the start are found beyond it, and the start is not among them', async () => {
    expect((await walk(['Lot/clay'], { direction: 'DOWNSTREAM', to: ['Lot'] })).nodes).toEqual(['Lot/glaze', 'Lot/slip'])
  })

  it('that no relation of the model leads to are refused with those it leads to: nothing found would read as nothing there', () => {
    expect(() => planLineage(askedAt(), ['Shelf/S'], { direction: 'DOWNSTREAM', to: ['Order'] })).toThrow(expect.objectContaining({ code: 'LINEAGE_NOWHERE', parameters: { types: ['Order'], from: ['Shelf'], direction: 'DOWNSTREAM', known: [] } }))
    expect(() => planLineage(askedAt(), ['Lot/clay', 'Pot/cup'], { direction: 'UPSTREAM', to: ['Order', 'Shelf'] })).toThrow(/leads UPSTREAM from Lot, Pot to Shelf\. It leads to: /)
  })

  it('prune what cannot lead to them', async () => {
    const found = await walk(['Pot/cup'], { direction: 'UPSTREAM', to: ['Order'] })
    expect(found.nodes).toEqual(['Order/O1'])
    expect(edges(found)).toEqual(['Order/O1 Pot/cup'])
  })
})

describe('both ways', () => {
  it('is upstream and downstream each on its own: no sibling, nobody else on the shelf', async () => {
    const found = await walk(['Pot/cup'], { direction: 'BOTH' })
    expect(new Set(found.nodes)).toEqual(new Set(['Lot/glaze', 'Lot/slip', 'Lot/clay', 'Order/O1', 'Shelf/S']))
    expect(found.complete).toBe(true)
  })
})

describe('a walk that is ended early', () => {
  it('by depth says so, with the ends that lead on', async () => {
    const found = await walk(['Lot/clay'], { direction: 'DOWNSTREAM', maxDepth: 1 })
    expect(found).toMatchObject({ nodes: ['Lot/glaze', 'Lot/slip'], complete: false, stopped: ['DEPTH'], frontier: ['Lot/glaze'], depth: 1 })
  })

  it('by a depth that happens to be enough is complete', async () => {
    expect(await walk(['Lot/clay'], { direction: 'DOWNSTREAM', maxDepth: 3 })).toMatchObject({ complete: true, stopped: [] })
  })

  it('by time says so, and where', async () => {
    let calls = 0
    const found = await walk(['Lot/clay'], { direction: 'DOWNSTREAM', budgetMs: 100 }, () => (calls++ < 1 ? 0 : 200))
    expect(found).toMatchObject({ nodes: ['Lot/glaze', 'Lot/slip'], complete: false, stopped: ['TIME'], frontier: ['Lot/glaze', 'Lot/slip'] })
  })

  it('by size says so, and its pages together are the whole: every node and every edge once', async () => {
    const whole = await walk(['Lot/clay'], { direction: 'DOWNSTREAM' })
    const nodes: string[] = []
    const met: string[] = []
    let after: string | undefined
    do {
      const page: Walked = await walk(['Lot/clay'], { direction: 'DOWNSTREAM', first: 2, ...(after === undefined ? {} : { after }) })
      expect(page.stopped).toEqual(page.after === undefined ? [] : ['SIZE'])
      expect(page.complete).toBe(page.after === undefined)
      if (page.after !== undefined) expect(page.frontier.length).toBeGreaterThan(0)
      nodes.push(...page.nodes)
      met.push(...edges(page))
      after = page.after
    } while (after !== undefined)
    expect(nodes).toEqual(whole.nodes)
    expect(met.toSorted()).toEqual([...edges(whole)].toSorted())
  })

  it('goes on only after its own cursor', async () => {
    const { after } = await walk(['Lot/clay'], { direction: 'DOWNSTREAM', first: 1 })
    await expect(walk(['Lot/slip'], { direction: 'DOWNSTREAM', first: 1, after })).rejects.toMatchObject({ code: 'BAD_CURSOR', message: expect.stringMatching(/ is no cursor of this walk; pass the after of an earlier, incomplete answer to the same question: the same from, direction, to, inferred, asOf and knownAt\.$/) })
    await expect(walk(['Lot/clay'], { direction: 'UPSTREAM', first: 1, after })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('a random graph', () => {
  it('is walked as a plain search over its links walks it, both flows, any depth', async () => {
    let seed = 7
    const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
    const lots = Array.from({ length: 40 }, (_, n) => `Lot/${n}`)
    const links = Array.from({ length: 90 }, (): LinkGiven => ({ from: `Lot/${random(40)}`, name: 'MADE_FROM', to: `Lot/${random(40)}` }))
    await writeGraph(driver, lots.map((ref) => ({ ref })), links)
    const search = (start: string, next: (ref: string) => readonly string[], depth: number): ReadonlySet<string> => {
      let level = new Set([start])
      const seen = new Set(level)
      for (let d = 0; d < depth; d += 1) {
        level = new Set([...level].flatMap(next).filter((ref) => !seen.has(ref)))
        for (const ref of level) seen.add(ref)
      }
      seen.delete(start)
      return seen
    }
    for (const depth of [1, 2, 5, 50]) {
      for (const start of ['Lot/0', 'Lot/7', 'Lot/21']) {
        const down = await walk([start], { direction: 'DOWNSTREAM', maxDepth: depth })
        const up = await walk([start], { direction: 'UPSTREAM', maxDepth: depth })
        expect(new Set(down.nodes)).toEqual(search(start, (ref) => links.filter(({ to }) => to === ref).map(({ from }) => from), depth))
        expect(new Set(up.nodes)).toEqual(search(start, (ref) => links.filter(({ from }) => from === ref).map(({ to }) => to), depth))
        expect(down.complete).toBe(down.nodes.length === search(start, (ref) => links.filter(({ to }) => to === ref).map(({ from }) => from), 50).size)
      }
    }
  })
})

describe('pages of a walk over any graph', () => {
  const LOTS = 14
  const POTS = 8
  const lot = fc.integer({ min: 0, max: LOTS - 1 }).map((n) => `Lot/${n}`)
  const pot = fc.integer({ min: 0, max: POTS - 1 }).map((n) => `Pot/${n}`)
  const link = fc.oneof(
    { weight: 3, arbitrary: fc.record({ from: lot, name: fc.constant('MADE_FROM'), to: lot, source: fc.constantFrom('books', 'kiln') }) },
    { weight: 1, arbitrary: fc.record({ from: lot, name: fc.constant('SHAPED_INTO'), to: pot, source: fc.constantFrom('books', 'kiln') }) },
  )
  const asked = fc.record({
    from: fc.uniqueArray(lot, { minLength: 1, maxLength: 3 }), direction: fc.constantFrom('UPSTREAM', 'DOWNSTREAM', 'BOTH'),
    to: fc.constantFrom(undefined, ['Pot'], ['Lot'], ['Lot', 'Pot']), maxDepth: fc.constantFrom(2, 3, 50),
  })

  /** Links as the flow goes, upstream end first; a lot is made from what is upstream of it. */
  const flowOf = (links: readonly LinkGiven[]): readonly (readonly [string, string])[] => links.map(({ from, name, to }) => name === 'MADE_FROM' ? [to, from] : [from, to])

  /** The same by a plain search: nodes within the depth, and edges on ways to what is answered. */
  const plainly = (links: readonly LinkGiven[], { from, direction, to, maxDepth }: { from: readonly string[]; direction: string; to: readonly string[] | undefined; maxDepth: number }) => {
    const nodes = new Set<string>()
    const met = new Set<string>()
    for (const flow of direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction]) {
      const steps = flowOf(links).map(([up, down]) => flow === 'DOWNSTREAM' ? [up, down] as const : [down, up] as const)
      const reached = new Map(from.map((ref) => [ref, 0]))
      for (let depth = 1; depth <= maxDepth; depth += 1) for (const [near, far] of steps) if (reached.get(near) === depth - 1 && !reached.has(far)) reached.set(far, depth)
      const wanted = [...reached.keys()].filter((ref) => !from.includes(ref) && (to === undefined || to.includes(ref.slice(0, 3))))
      for (const ref of wanted) nodes.add(ref)
      const leads = new Set(to === undefined ? reached.keys() : wanted)
      const inside = steps.filter(([near, far]) => reached.has(near) && reached.has(far))
      for (let grew = true; grew;) {
        grew = false
        for (const [near, far] of inside) if (leads.has(far) && !leads.has(near)) { leads.add(near); grew = true }
      }
      for (const [near, far] of inside) if (leads.has(far)) met.add(flow === 'DOWNSTREAM' ? `${near} ${far}` : `${far} ${near}`)
    }
    return { nodes: [...nodes].sort(), edges: [...met].sort() }
  }

  const pages = async (from: readonly string[], args: Record<string, unknown>, elapsedMs: () => number): Promise<{ nodes: readonly string[]; edges: readonly string[]; last: Walked }> => {
    const nodes: string[] = []
    const met: string[] = []
    for (let after: string | undefined, n = 0; ; n += 1) {
      const page: Walked = await walk(from, { ...args, ...(after === undefined ? {} : { after }) }, elapsedMs)
      nodes.push(...page.nodes)
      met.push(...edges(page))
      if (page.after === undefined) return { nodes: nodes.sort(), edges: met.sort(), last: page }
      expect(page.complete).toBe(false)
      if (n > 60) throw new Error('the walk gets no further')
      after = page.after
    }
  }

  it('together are the whole walk, each node and each edge once, whether SIZE or TIME ended them', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(link, { minLength: 12, maxLength: 45 }), asked, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), async (links, question, first, levels) => {
      const both = [...Array.from({ length: LOTS }, (_, n) => `Lot/${n}`), ...Array.from({ length: POTS }, (_, n) => `Pot/${n}`)]
      await writeGraph(driver, both.map((ref) => ({ ref })), links)
      const { from, to, ...more } = question
      // Nothing leads up from a lot to a pot: asked for, that is refused.
      fc.pre(more.direction !== 'UPSTREAM' || !(to as readonly string[] | undefined ?? []).includes('Pot'))
      const args = { ...more, ...(to === undefined ? {} : { to }) }
      const truth = plainly(links, question)
      const whole = await walk(from, args)
      expect({ nodes: whole.nodes.toSorted(), edges: edges(whole).toSorted() }).toEqual(truth)
      const bySize = await pages(from, { ...args, first }, () => 0)
      expect({ nodes: bySize.nodes, edges: bySize.edges }).toEqual(truth)
      expect(bySize.last).toMatchObject({ complete: whole.complete, stopped: whole.stopped, frontier: whole.frontier })
      // Each asking of the clock is a step of it: the budget is over after so many levels.
      let asking = 0
      const byTime = await pages(from, { ...args, budgetMs: levels }, () => asking++)
      expect({ nodes: byTime.nodes, edges: byTime.edges }).toEqual(truth)
    }), { numRuns: 25 })
  })

  const all = [...Array.from({ length: LOTS }, (_, n) => ({ ref: `Lot/${n}` })), ...Array.from({ length: POTS }, (_, n) => ({ ref: `Pot/${n}` }))]

  it('are the whole walk of what holds at the last, or say that they are not, whatever is told and retracted between them', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(link, { minLength: 8, maxLength: 24 }), fc.array(link, { maxLength: 3 }), fc.nat(), asked, fc.integer({ min: 1, max: 5 }), async (links, told, gone, question, first) => {
      const { from, to, ...more } = question
      fc.pre(more.direction !== 'UPSTREAM' || !(to as readonly string[] | undefined ?? []).includes('Pot'))
      const args = { ...more, ...(to === undefined ? {} : { to }), first }
      await writeGraph(driver, all, links)
      const one = await walk(from, args)
      fc.pre(one.after !== undefined)
      // Every other time a link is gone too.
      const later = [...links.filter((_, place) => gone % 2 === 0 || place !== gone % links.length), ...told]
      await writeGraph(driver, all, later)
      const nodes = [...one.nodes]
      const met = [...edges(one)]
      let page = one
      let said = false
      while (page.after !== undefined) {
        page = await walk(from, { ...args, after: page.after })
        // Said once, it is said to the end.
        if (said) expect(page.stopped).toContain('MOVED')
        said = page.stopped.includes('MOVED')
        nodes.push(...page.nodes)
        met.push(...edges(page))
      }
      if (said) expect(page.complete).toBe(false)
      else expect({ nodes: nodes.toSorted(), edges: met.toSorted() }).toEqual(plainly(later, question))
    }), { numRuns: 15 })
  })

  describe('of a ─▶ m ─▶ z, one node each, between the first and the second', () => {
    const LOTS_OF = ['Lot/a', 'Lot/c', 'Lot/m', 'Lot/p', 'Lot/z'].map((ref) => ({ ref }))
    const from = (to: string, lot: string): LinkGiven => ({ from: `Lot/${lot}`, name: 'MADE_FROM', to: `Lot/${to}` })
    const second = async (links: readonly LinkGiven[], args: Record<string, unknown> = {}): Promise<Walked> => {
      await writeGraph(driver, LOTS_OF, [from('a', 'm'), from('m', 'z')])
      const one = await walk(['Lot/a'], { direction: 'DOWNSTREAM', first: 1 })
      expect(one).toMatchObject({ nodes: ['Lot/m'], stopped: ['SIZE'] })
      await writeGraph(driver, LOTS_OF, links)
      return walk(['Lot/a'], { direction: 'DOWNSTREAM', after: one.after, ...args })
    }

    it('a link told to what would have stood on the first page says MOVED: c is on neither', async () => {
      expect(await second([from('a', 'm'), from('a', 'c'), from('m', 'z')])).toMatchObject({ nodes: ['Lot/z'], complete: false, stopped: ['MOVED'], frontier: [] })
    })
    it('a link retracted by which the first page was reached says MOVED', async () => {
      expect(await second([from('m', 'z')])).toMatchObject({ nodes: [], complete: false, stopped: ['MOVED'] })
    })
    it('a link told between two that were answered says MOVED: that edge is on neither', async () => {
      const chain = [from('a', 'm'), from('m', 'z'), from('z', 'p')]
      await writeGraph(driver, LOTS_OF, chain)
      const { after } = await walk(['Lot/a'], { direction: 'DOWNSTREAM', first: 2 })
      await writeGraph(driver, LOTS_OF, [...chain, from('m', 'a')])
      expect(await walk(['Lot/a'], { direction: 'DOWNSTREAM', after })).toMatchObject({ nodes: ['Lot/p'], complete: false, stopped: ['MOVED'] })
    })
    it('another source that states what was answered is no other edge', async () => {
      expect(await second([from('a', 'm'), { ...from('a', 'm'), source: 'kiln' }, from('m', 'z')])).toMatchObject({ nodes: ['Lot/z'], complete: true, stopped: [] })
    })
    it('links told of what is still to come are of the walk, which is whole', async () => {
      expect(await second([from('a', 'm'), from('m', 'z'), from('m', 'c'), from('z', 'p')])).toMatchObject({ nodes: ['Lot/c', 'Lot/z', 'Lot/p'], complete: true, stopped: [] })
      expect(await second([from('a', 'm')])).toMatchObject({ nodes: [], complete: true, stopped: [] })
    })
    it('who asks for less depth than was walked is told that alone', async () => {
      await writeGraph(driver, LOTS_OF, [from('a', 'm'), from('m', 'z'), from('z', 'p')])
      const { after } = await walk(['Lot/a'], { direction: 'DOWNSTREAM', first: 2 })
      expect(await walk(['Lot/a'], { direction: 'DOWNSTREAM', maxDepth: 1, after })).toMatchObject({ nodes: [], complete: false, stopped: ['DEPTH'] })
    })
    it('one that says so says it to the last page', async () => {
      const moved = await second([from('a', 'm'), from('a', 'c'), from('m', 'z'), from('m', 'p')], { first: 1 })
      expect(moved).toMatchObject({ nodes: ['Lot/p'], stopped: ['SIZE', 'MOVED'] })
      expect(await walk(['Lot/a'], { direction: 'DOWNSTREAM', after: moved.after })).toMatchObject({ nodes: ['Lot/z'], complete: false, stopped: ['MOVED'] })
    })
  })

  it('keep the moment of the first page, though links end while they are read', async () => {
    await writeGraph(driver, ['Lot/a', 'Lot/b', 'Lot/c'].map((ref) => ({ ref })), [{ from: 'Lot/b', name: 'MADE_FROM', to: 'Lot/a', validTo: 1500 }, { from: 'Lot/c', name: 'MADE_FROM', to: 'Lot/b' }])
    const from = ['Lot/a']
    const reader = new GraphReader(driver)
    const starts = await startWalk(reader, from.map(storedRef))
    const bounds = { elapsedMs: () => 0, fanOut: new FanOut(() => undefined), edges: true }
    const { after } = await walkLineage(graphWalker(reader), planLineage(askedAt(), from, { direction: 'DOWNSTREAM', first: 1 }), starts, bounds)
    const later = await walkLineage(graphWalker(reader), planLineage(askedAt(instant(9000)), from, { direction: 'DOWNSTREAM', first: 1, after }), starts, bounds)
    expect(later.nodes).toEqual(['Lot/c'])
  })
})

describe('a careless question', () => {
  it('is stopped before it reads, by what the graph counts, and is told what to narrow', async () => {
    await writeGraph(driver, ['Lot/hub', 'Pot/1'].map((ref) => ({ ref })), [{ from: 'Lot/hub', name: 'SHAPED_INTO', to: 'Pot/1' }])
    const wide = new FanOut(({ name }) => name === 'SHAPED_INTO' ? 250_000 : 0)
    const found = await walk(['Lot/hub'], { direction: 'DOWNSTREAM' }, undefined, wide)
    expect(found).toMatchObject({ nodes: [], complete: false, stopped: ['FAN_OUT'], frontier: ['Lot/hub'], statements: 1 })
    expect(found.advice).toContain('1 Lot over SHAPED_INTO to Pot (about 250000 links)')
    expect(found.after).toBeUndefined()
  })

  it('is stopped by all that a level reads, what leads nowhere that the model knows among it', async () => {
    // Pots stand on shelves; that they stand on pots the model does not say, and one statement reads both.
    const stands = (on: string): LinkGiven => ({ from: 'Pot/1', name: 'STANDS_ON', to: on })
    await writeGraph(driver, ['Lot/a', 'Pot/1', 'Pot/2', 'Pot/3', 'Pot/9', 'Shelf/S'].map((ref) => ({ ref })), [stands('Pot/2'), stands('Pot/3'), stands('Shelf/S'), { from: 'Lot/a', name: 'SHAPED_INTO', to: 'Pot/9' }])
    const reader = new GraphReader(driver)
    const from = ['Lot/a', 'Pot/1']
    const found = async (mostRows: number): Promise<FoundLineage> => walkLineage({ ...graphWalker(reader), mostRows: () => mostRows }, planLineage(askedAt(), from, { direction: 'DOWNSTREAM' }), await startWalk(reader, from.map(storedRef)), { elapsedMs: () => 0, fanOut: new FanOut(() => undefined), edges: true })
    expect(await found(5)).toMatchObject({ nodes: ['Pot/9', 'Shelf/S'], complete: true })
    for (const mostRows of [3, 4]) expect(await found(mostRows)).toMatchObject({ nodes: [], complete: false, stopped: ['FAN_OUT'] })
    await writeGraph(driver, ['Lot/hub', 'Pot/1'].map((ref) => ({ ref })), [{ from: 'Lot/hub', name: 'SHAPED_INTO', to: 'Pot/1' }])
  })

  it('narrowed by types is answered', async () => {
    const wide = new FanOut(({ name }) => name === 'SHAPED_INTO' ? 250_000 : 0)
    expect(await walk(['Lot/hub'], { direction: 'DOWNSTREAM', to: ['Lot'] }, undefined, wide)).toMatchObject({ complete: true, nodes: [] })
  })

  it('is measured by the means that the graph holds', async () => {
    await writeGraph(driver, ['Lot/a', 'Lot/b', 'Pot/1', 'Pot/2', 'Pot/3'].map((ref) => ({ ref })), ['Pot/1', 'Pot/2', 'Pot/3'].map((to) => ({ from: 'Lot/a', name: 'SHAPED_INTO', to })))
    const fanOut = await readFanOut(new GraphReader(driver), stepsAnywhere(model))
    const [flow] = planLineage(askedAt(), ['Lot/a'], { direction: 'DOWNSTREAM' }).flows
    // 3 links from 2 lots: 1.5 each.
    expect(fanOut.adviceOn(flow!.map, ['Lot', 'Lot', 'Lot', 'Lot'], 5)).toContain('about 6 links')
    expect(fanOut.adviceOn(flow!.map, ['Lot', 'Lot', 'Lot', 'Lot'], 6)).toBeUndefined()
  })
})
