import { expect, test } from 'vitest'
import type { EdgeImage, GraphChange } from '../../src/settle/graph-change.ts'
import { sliceChange } from '../../src/settle/slice-change.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

const node = (n: number): GraphChange['nodes'][number] => ({ ref: storedRef(`Order/${n}`), whole: true, properties: { key: String(n) } })
const edge = (n: number): EdgeImage => ({ kindId: 'Line OF Order', from: storedRef(`Line/${n}`), to: storedRef(`Order/${n}`), source: 'desk', validFrom: n, claim: `${n}.0`, properties: {} })
const list = <T>(length: number, make: (n: number) => T): readonly T[] => Array.from({ length }, (_, n) => make(n))
const gone = [storedRef('Order/~number:7')]
const former = [{ ref: storedRef('Order/1'), scheme: 'number', value: '7', shown: false }]

test('a small change is one piece, an empty one too', () => {
  const change: GraphChange = { nodes: list(3, node), ended: [], begun: list(2, edge), gone, former }
  expect(sliceChange(change)).toEqual([change])
  const empty: GraphChange = { nodes: [], ended: [], begun: [], gone: [], former: [] }
  expect(sliceChange(empty)).toEqual([empty])
})

test('nodes of many values are fewer in a piece, and one that has more than a piece may hold is one by itself', () => {
  const wide = (n: number, values: number): GraphChange['nodes'][number] => ({ ...node(n), properties: { evidence: list(values, String), key: null } })
  const change: GraphChange = { nodes: [wide(1, 60_000), wide(2, 39_000), wide(3, 2_000), wide(4, 250_000), node(5)], ended: [], begun: [], gone: [], former: [] }
  expect(sliceChange(change).map(({ nodes }) => nodes.map(({ ref }) => ref))).toEqual([['Order/1', 'Order/2'], ['Order/3'], ['Order/4'], ['Order/5'], []])
})

test('a large one is told whole and in its order: nodes before edges, edges that end before those that begin', () => {
  const change: GraphChange = { nodes: list(12_001, node), ended: list(5_001, edge), begun: list(7_000, edge), gone, former }
  const pieces = sliceChange(change)
  for (const part of ['nodes', 'ended', 'begun', 'gone', 'former'] as const) expect(pieces.flatMap((piece) => piece[part] as readonly unknown[])).toEqual(change[part])
  expect(Math.max(...pieces.map((piece) => piece.nodes.length + piece.ended.length + piece.begun.length))).toBeLessThanOrEqual(5_000)
  expect(pieces.map((piece) => (piece.nodes.length > 0 ? 'nodes' : piece.ended.length > 0 ? 'ended' : piece.begun.length > 0 ? 'begun' : 'rest'))).toEqual(['nodes', 'nodes', 'nodes', 'ended', 'ended', 'begun', 'begun', 'rest'])
})
