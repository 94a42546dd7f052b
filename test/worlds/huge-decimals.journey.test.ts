import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { AFTER_ALL } from '../servers/open-test-world.ts'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/** Voucher → amount as the ledger tells it, ascending; what one double holds (2^63 and its neighbour below) stands side by side, by voucher. */
const TOLD = [
  ['least', '-1e25'], ['five', '5.00'], ['max', '9223372036854775807'], ['past', '9223372036854775808'], ['exponent', '1e19'],
  ['half', '12345678901234567890.5'], ['nines', '99999999999999999999'], ['most', '123456789012345678901234567890'],
] as const
const ASCENDING = TOLD.map(([voucher]) => voucher)

let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
  await door.sendText('ledger', TOLD.map(([voucher, amount]) => JSON.stringify({ id: voucher, voucher, reference: 'A-7', amount, currency: 'EUR', state: 'booked', valueDate: '2026-03-05T12:00:00Z' })).join('\n'))
})
afterAll(async () => door?.close())

interface Page { readonly order: { readonly payments: { readonly nodes: readonly { readonly key: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } } } }
const pageOf = async (variables: Readonly<Record<string, unknown>>): Promise<Page['order']['payments']> =>
  (await door.answer<Page>('query($where: PaymentWhere, $orderBy: [PaymentSort!], $first: Int = 50, $after: String) { order(id: "A-7") { payments(where: $where, orderBy: $orderBy, first: $first, after: $after) { nodes { key } pageInfo { hasNextPage endCursor } } } }', variables)).order.payments
const found = async (amount: Readonly<Record<string, unknown>>): Promise<readonly string[]> => (await pageOf({ where: { amount }, orderBy: [{ field: 'AMOUNT' }] })).nodes.map(({ key }) => key)

describe('amounts beyond 64 bits', () => {
  test.each([
    [{ lt: '0' }, ['least']], [{ lte: '-1e25' }, ['least']], [{ gt: '1e29' }, ['most']], [{ gt: '-1e25', lt: '9e18' }, ['five']],
    [{ gte: '99999999999999999999' }, ['nines', 'most']], [{ gte: '1e19', lte: '12345678901234567890.5' }, ['exponent', 'half']],
    [{ eq: '123456789012345678901234567890' }, ['most']], [{ eq: '10000000000000000000' }, ['exponent']], [{ in: ['5', '-10000000000000000000000000'] }, ['least', 'five']],
    [{ ne: '5' }, ASCENDING.filter((voucher) => voucher !== 'five')],
  ])('are found by what they are worth: %j', async (amount, vouchers) => {
    expect(await found(amount)).toEqual(vouchers)
  })

  test('that one double holds are not told apart by a filter: each is found by the other', async () => {
    for (const eq of ['9223372036854775807', '9223372036854775808']) expect(await found({ eq })).toEqual(['max', 'past'])
  })

  test.each([['ASC', ASCENDING], ['DESC', ['most', 'nines', 'half', 'exponent', 'max', 'past', 'five', 'least']]])('are sorted and paged by what they are worth, %s', async (direction, vouchers) => {
    const met: string[] = []
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo }: Page['order']['payments'] = await pageOf({ orderBy: [{ field: 'AMOUNT', direction }], first: 3, after })
      met.push(...nodes.map(({ key }) => key))
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    expect(met).toEqual(vouchers)
  })

  test('are in the graph what follows from the journal', async () => {
    const { model, journal, driver } = door.world
    expect(await examineGraph({ model, journal, driver }, AFTER_ALL)).toMatchObject({ nodes: TOLD.length + 1, differences: 0 })
  })
})
