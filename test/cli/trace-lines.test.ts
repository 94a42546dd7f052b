import { expect, it } from 'vitest'
import { traceLines, type TracedEdge } from '../../src/cli/trace-lines.ts'

const edge = (from: string, relation: string, to: string): TracedEdge => ({ from: { id: from }, relation, to: { id: to }, derivation: null, sources: ['till'], validFrom: null, validTo: null })
const node = (id: string, resolved = true) => ({ id, resolved })
const edges = [edge('Lot/1', 'MADE_INTO', 'Cake/1'), edge('Cake/1', 'CUT_INTO', 'Slice/1'), edge('Slice/1', 'PACKED_IN', 'Lot/2')]

it('the entities of the types wanted come first, each with the way it lies when both were walked', () => {
  expect(traceLines({ from: ['Cake/1'], to: ['Lot'], both: true }, { nodes: [node('Lot/1'), node('Lot/2', false)], edges, depth: 2, complete: true })).toEqual([
    'Cake/1', 'Lot:', '  Lot/1  upstream', '  Lot/2 (no record yet)  downstream', 'by',
    '  Lot/1 MADE_INTO Cake/1  by till', '  Cake/1 CUT_INTO Slice/1  by till', '  Slice/1 PACKED_IN Lot/2 (no record yet)  by till', '2 entities, 3 edges, 2 deep',
  ])
})

it('what lies both ways says both, and one way walked says none', () => {
  const round = { nodes: [node('Lot/1')], edges: [edge('Lot/1', 'MADE_INTO', 'Cake/1'), edge('Cake/1', 'SPARED_FOR', 'Lot/1')], depth: 1, complete: true }
  expect(traceLines({ from: ['Cake/1'], to: ['Lot'], both: true }, round)[2]).toBe('  Lot/1  upstream and downstream')
  expect(traceLines({ from: ['Cake/1'], to: ['Lot'], both: false }, round)[2]).toBe('  Lot/1')
})

it('nothing reached is said; without types wanted the edges follow at once', () => {
  expect(traceLines({ from: ['Cake/1'], to: ['Lot', 'Slice'], both: true }, { nodes: [], edges: [], depth: 0, complete: false })).toEqual(['Cake/1', 'Lot, Slice: none', '0 entities, 0 edges, 0 deep so far'])
  expect(traceLines({ from: ['Cake/1'], to: undefined, both: true }, { nodes: [node('Lot/1')], edges: edges.slice(0, 1), depth: 1, complete: true })).toEqual(['Cake/1', '  Lot/1 MADE_INTO Cake/1  by till', '1 entity, 1 edge, 1 deep'])
})
