import { expect, test } from 'vitest'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { has, leads, takesBack } from '../settle/tell.ts'
import { askWhole, askWith, atelierForEachTest, iso, setClock, streamed, tell, world } from './atelier-door.ts'

/*
 * Order A has garment 5, which parcel 5 carries: downstream of A are the garment, then the parcel. Somebody reads one of them a page while more is told.
 */
atelierForEachTest()

interface Lineage {
  readonly nodes: readonly { readonly id: string }[]
  readonly complete: boolean
  readonly stopped: readonly string[]
  readonly after: string | null
}
const asked = (first: number, after?: string | null): string => `{ lineage(from: ["Order/A"], direction: DOWNSTREAM, inferred: false, first: ${first}${typeof after === 'string' ? `, after: "${after}"` : ''}) { nodes { id } edges { relation } complete stopped after } }`
const page = async (query: string, receipt?: Readonly<Record<string, unknown>>) => {
  const answer = await (receipt === undefined ? askWhole(query) : askWith(receipt, query))
  expect(answer.errors).toEqual([])
  const { nodes, complete, stopped, after } = answer.data?.['lineage'] as Lineage
  return { nodes: nodes.map(({ id }) => id), complete, stopped, after, receipt: answer.receipt }
}
const begin = async () => {
  await tell(has('desk', 0, 'Order/A', 'terms', 'POST'), leads('desk', 1, 'Garment/5', 'order', 'Order/A', { id: 'whose' }))
  await tell(leads('dock', 2, 'Parcel/5', 'lines', 'Garment/5'))
  await world.follower.reached(await lastSeq(world.journal))
  const first = await page(asked(1))
  expect(first).toMatchObject({ nodes: ['Garment/5'], complete: false, stopped: ['SIZE'] })
  setClock(101)
  return first
}

test('a link told between two pages, of what stands before the first one\'s end, makes the second say that they are no one walk; with the receipt of the first they are', async () => {
  const first = await begin()
  // Told now, by its source's clock and known to it long ago: the moment of the first page does not tell it apart.
  await tell(leads('desk', 3, 'Garment/1', 'order', 'Order/A'))
  await world.follower.reached(await lastSeq(world.journal))
  const second = await page(asked(10, first.after))
  expect(second).toMatchObject({ nodes: ['Parcel/5'], complete: false, stopped: ['MOVED'], receipt: { complete: false } })
  expect(await page(asked(10, first.after), first.receipt)).toMatchObject({ nodes: ['Parcel/5'], complete: true, stopped: [], receipt: { complete: true } })
  // Line by line too.
  expect(JSON.parse((await streamed(`from=Order/A&direction=DOWNSTREAM&inferred=false&first=10&after=${String(first.after)}`)).at(-1) ?? '')).toMatchObject({ end: { complete: false, stopped: ['MOVED'] } })
})

test('a link retracted between two pages makes the second say so; with the receipt of the first it is gone on with as it was', async () => {
  const first = await begin()
  await tell(takesBack('desk', 4, 'whose'))
  await world.follower.reached(await lastSeq(world.journal))
  expect(await page(asked(10, first.after))).toMatchObject({ nodes: [], complete: false, stopped: ['MOVED'] })
  expect(await page(asked(10, first.after), first.receipt)).toMatchObject({ nodes: ['Parcel/5'], complete: true, stopped: [] })
})

test('what is told of elsewhere, or of what is still to come, moves nobody\'s pages', async () => {
  const first = await begin()
  await tell(has('desk', 3, 'Order/B', 'terms', 'POST'), leads('desk', 3, 'Garment/1', 'order', 'Order/B'))
  await tell(leads('dock', 3, 'Parcel/9', 'lines', 'Garment/5'))
  await world.follower.reached(await lastSeq(world.journal))
  expect(await page(asked(10, first.after))).toMatchObject({ nodes: ['Parcel/5', 'Parcel/9'], complete: true, stopped: [] })
})

test('below an order as of a time, a page goes on only under the same time; what was left open is the first page\'s, and the receipt says so', async () => {
  await begin()
  const below = async (moment: string, after = '') => {
    const answer = await askWhole(`{ order(id: "Order/A", ${moment}) { lineage(direction: DOWNSTREAM, first: 1${after}) { nodes { id } after } } }`)
    return { codes: answer.errors.map(({ extensions }) => extensions['code']), receipt: answer.receipt, lineage: (answer.data?.['order'] as { lineage: Lineage } | null)?.lineage }
  }
  setClock(110)
  const first = await below(`asOf: "${iso(50)}"`)
  const after = `, after: "${String(first.lineage?.after)}"`
  expect(first).toMatchObject({ lineage: { nodes: [{ id: 'Garment/5' }] }, receipt: { asOf: iso(50), knownAt: iso(110) } })
  setClock(120)
  expect(await below(`asOf: "${iso(50)}"`, after)).toMatchObject({ codes: [], lineage: { nodes: [{ id: 'Parcel/5' }] }, receipt: { asOf: iso(120), notes: expect.arrayContaining(['AS_OF_SEVERAL']) as unknown } })
  for (const other of [`asOf: "${iso(60)}"`, `asOf: "${iso(50)}", knownAt: "${iso(115)}"`, `knownAt: "${iso(115)}"`]) expect((await below(other, after)).codes, other).toEqual(['BAD_CURSOR'])
})
