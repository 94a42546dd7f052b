import fc from 'fast-check'
import { has, is, leads, named, type Told } from './tell.ts'

const ORDERS = ['Order/A', 'Order/A', 'Order/A', 'Order/B', 'Order/C']
const LINES = ['Garment/1', 'Garment/2', 'Garment/3']
const PATTERNS = ['Pattern/X', 'Pattern/Y']
/** Few enough that two come to claim one. */
const TAGS = ['t1', 't2']
const PAYMENTS = ['Payment/1', 'Payment/2']
const SEASONS = ['Season/1', 'Season/2']
const PARCELS = ['Parcel/1', 'Parcel/2']

type Said = Omit<Told, 'at' | 'by'> & { readonly by: string }
const said = (told: Told): Said => told
const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const seller = one(['desk', 'desk', 'desk', 'web'])

/** One thing said about an atelier of few entities, so that everything meets everything. */
const anything: fc.Arbitrary<Said> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(seller, one(LINES), one(['ORDERED', 'CUT', 'TACKED', 'SEWN', 'SEWN', 'SEWN', 'CANCELLED'])).map(([by, of, local]) => said(is(by, 0, of, local))) },
  { weight: 3, arbitrary: fc.tuple(seller, one(LINES), one(ORDERS)).map(([by, of, to]) => said(leads(by, 0, of, 'order', to))) },
  { weight: 1, arbitrary: fc.tuple(one(LINES), one(PATTERNS)).map(([of, to]) => said(leads('desk', 0, of, 'pattern', to))) },
  { weight: 2, arbitrary: fc.tuple(seller, one(LINES), one([0, 1, 3, null])).map(([by, of, value]) => said(has(by, 0, of, 'pieces', value))) },
  { weight: 2, arbitrary: fc.tuple(seller, one(ORDERS), one(['GIFT', 'POST', 'POST', 'BILL', null])).map(([by, of, value]) => said(has(by, 0, of, 'terms', value))) },
  { weight: 3, arbitrary: fc.tuple(one(ORDERS), one(['n1', 'n2', 'n3'])).map(([of, value]) => said(named('desk', 0, of, 'selling.number', value))) },
  { weight: 2, arbitrary: fc.tuple(one(PAYMENTS), one(['n1', 'n2', 'n3'])).map(([of, to]) => said(leads('bank', 0, of, 'order', `Order/~selling.number:${to}`))) },
  { weight: 1, arbitrary: fc.tuple(seller, one(LINES), one(['n1', 'n2', 'n3'])).map(([by, of, to]) => said(leads(by, 0, of, 'order', `Order/~selling.number:${to}`))) },
  { weight: 2, arbitrary: fc.tuple(seller, one(LINES), one(ORDERS), one(['n1', 'n2', 'n3'])).map(([by, of, to, number]) => said(leads(by, 0, of, 'order', `Order/~selling.number:${number}`, { also: to }))) },
  { weight: 4, arbitrary: fc.tuple(seller, one(LINES), one(TAGS)).map(([by, of, value]) => said(named(by, 0, of, 'selling.tag', value))) },
  { weight: 4, arbitrary: fc.tuple(seller, one(ORDERS), one(TAGS)).map(([by, of, to]) => said(leads(by, 0, of, 'lines', `Garment/~selling.tag:${to}`))) },
  { weight: 1, arbitrary: fc.tuple(seller, one(ORDERS), one(LINES)).map(([by, of, to]) => said(leads(by, 0, of, 'lines', to))) },
  { weight: 1, arbitrary: fc.tuple(one(ORDERS), one(SEASONS)).map(([of, to]) => said(leads('desk', 0, of, 'season', to))) },
  { weight: 3, arbitrary: fc.tuple(one(SEASONS), one(['n1', 'n2', 'n3'])).map(([of, to]) => said(leads('desk', 0, of, 'orders', `Order/~selling.number:${to}`))) },
  { weight: 2, arbitrary: fc.tuple(one(PATTERNS), one(['DRAFT', 'RELEASED'])).map(([of, local]) => said(is('desk', 0, of, local))) },
  { weight: 3, arbitrary: fc.tuple(one(PAYMENTS), one(['PROMISED', 'BOOKED', 'BOOKED', 'VOID'])).map(([of, local]) => said(is('bank', 0, of, local))) },
  { weight: 2, arbitrary: fc.tuple(one(PAYMENTS), one(ORDERS)).map(([of, to]) => said(leads('bank', 0, of, 'order', to))) },
  { weight: 2, arbitrary: fc.tuple(one(PARCELS), one(['PACKED', 'SENT', 'NEAR', 'DELIVERED', 'DELIVERED'])).map(([of, local]) => said(is('dock', 0, of, local))) },
  { weight: 2, arbitrary: fc.tuple(one(PARCELS), one(LINES), fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })).map(([of, to, pieces]) => said(leads('dock', 0, of, 'lines', to, pieces === undefined ? {} : { quantities: { pieces } }))) },
  { weight: 1, arbitrary: one(['OPEN', 'SOLVED']).map((local) => said(is('dock', 0, 'Complaint/1', local))) },
  { weight: 1, arbitrary: one(ORDERS).map((to) => said(leads('dock', 0, 'Complaint/1', 'order', to))) },
  { weight: 1, arbitrary: one(LINES).map((to) => said(leads('dock', 0, 'Complaint/1', 'line', to))) },
  { weight: 1, arbitrary: one(PARCELS).map((to) => said(leads('dock', 0, 'Complaint/1', 'parcel', to))) },
  { weight: 1, arbitrary: one(['ASKED', 'WON']).map((local) => said(is('inbox', 0, 'Enquiry/1', local))) },
  { weight: 1, arbitrary: one(ORDERS).map((to) => said(leads('inbox', 0, 'Enquiry/1', 'order', to))) },
)

/** Told in any order; several at one instant on purpose, some with the source's own sequence, some told long after. */
export const randomTold = (most: number): fc.Arbitrary<readonly Told[]> =>
  fc.array(
    fc.tuple(anything, fc.integer({ min: 0, max: 12 }), fc.option(one(['1', '2', '10', 'a']), { nil: undefined, freq: 3 }), fc.integer({ min: 0, max: 20 }))
      .map(([what, at, sequence, late]): Told => ({ ...what, at, ...(sequence === undefined ? {} : { sequence }), told: at + late })),
    { minLength: 1, maxLength: most, size: 'max' },
  )

/** The same, no two things said of one instant: what then may not depend on the order of arrival. */
export const distinctTold = (most: number): fc.Arbitrary<readonly Told[]> =>
  fc.tuple(randomTold(most), fc.infiniteStream(fc.nat())).map(([told, luck]) => {
    const places = told.map((_, index) => ({ index, luck: luck.next().value as number })).sort((a, b) => a.luck - b.luck || a.index - b.index)
    return told.map(({ sequence: _, ...rest }, index) => ({ ...rest, at: places.findIndex((place) => place.index === index) }))
  })

export interface Acting extends Told {
  readonly id: string
}

/** Things told of which some correct, retract or delete: what they name is of their source, told before or later, or nobody's. */
export const randomActing = (most: number, allowed: (told: Told) => boolean = () => true): fc.Arbitrary<readonly Acting[]> =>
  fc.tuple(randomTold(most), fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat(), fc.integer({ min: 0, max: 5 })), { minLength: most, maxLength: most })).map(([all, acts]) => {
    const told = all.filter(allowed).map((one, index): Acting => ({ ...(index % 11 === 3 ? has('desk', one.at, 'Order/A', 'note', `n${index}`, { told: one.told ?? one.at }) : one), id: `e${index}` }))
    return told.map((one, index): Acting => {
      const [does = 9, luck = 0, late = 0] = acts[index] ?? []
      const others = told.filter((other) => other.by === one.by && other.id !== one.id)
      const target = others.length === 0 ? 'nobody' : others[luck % others.length]?.id ?? 'nobody'
      // What acts is told late, so that there is a time before.
      const act = does < 2 ? { corrects: target } : does < 4 ? { retracts: target } : does < 5 ? { deleted: true as const } : {}
      return { ...one, ...act, ...(does < 4 ? { told: (one.told ?? one.at) + late * 4 } : {}) }
    })
  })

/** Links by identifier name whoever alone claims it, at any time; two claimants: the placeholder. */
export const resolved = (told: readonly Told[]): readonly Told[] => {
  const named = (target: string): string => {
    const parts = /^([^/]+)\/~([^:]+):(.+)$/.exec(target)
    if (parts === null) return target
    const claimants = new Set(told.filter((other) => other.kind === 'identifier' && other.field === parts[2] && other.value === parts[3]).map((other) => other.of))
    return claimants.size === 1 ? [...claimants][0] ?? '' : target
  }
  return told.map((one) => (one.kind !== 'link' ? one : { ...one, value: named(String(one.value)), ...(one.also === undefined ? {} : { also: named(one.also) }) }))
}
