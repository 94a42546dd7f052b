import { changesOf, OWN_SITES, PRODUCTS, type Product } from '../catalogue.ts'
import { boxSscc } from '../numbers.ts'
import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import type { BoxStory, MainStory, ShipNoticeStory, SideStories, SparePartStory, StockStory, SwitchStory } from './story.ts'
import { tellProduction } from './tell-production.ts'
import { tellExplants, tellReturns } from './tell-return.ts'
import { after, type Teller } from './teller.ts'

const MINUTE = 1 / 1440
const BOX_HOLDS = 4
const PARTS = ['telemetry head', 'programmer cable', 'lead adapter'] as const

const tellAllocations = (order: MainStory, random: Random): SideStories['allocations'] =>
  order.lines.map((line) => ({ line, at: after(line.confirmedAt, random, 5 * MINUTE, 60 * MINUTE) }))

/** A change takes effect between a line's confirmation and its release to production: the bill of material is chosen anew. */
const tellSwitches = (teller: Teller, order: MainStory, random: Random): readonly SwitchStory[] =>
  order.lines.flatMap((line) => {
    const { work } = line
    const change = changesOf(line.product).find(({ oldBom, disposition }) => oldBom === line.bom && disposition === 'SWITCH')
    if (work === undefined || change === undefined || line.cancelledAt !== undefined || line.confirmedAt >= change.effectiveAt) return []
    const at = after(change.effectiveAt, random, 0.01, 0.2)
    if (at >= work.releasedAt || !teller.defect('switchedRevision', RATES.switchedRevision, random, { at, example: line.key })) return []
    return [{ line, at, change: change.number, bom: change.newBom, selection: teller.numbers.next('BT', 1, 8) }]
  })

const tellShipNotices = (teller: Teller, order: MainStory, random: Random): readonly ShipNoticeStory[] =>
  order.lines.flatMap(({ need }) => {
    const purchase = need?.purchase
    if (purchase === undefined) return []
    const announcedAt = purchase.confirmedAt + Math.floor((random.between(0.3, 0.8) * (purchase.receivedAt - purchase.confirmedAt)) / 1000) * 1000
    return [{ number: teller.numbers.next('ASN', 1, 8), purchase, announcedAt: after(announcedAt, random, 0, 0) }]
  })

const tellBoxes = (teller: Teller, order: MainStory): readonly BoxStory[] =>
  order.shipments.flatMap((shipment) => {
    const units = shipment.contents.flatMap((part) => part.units)
    return Array.from({ length: Math.ceil(units.length / BOX_HOLDS) }, (_, box) => ({
      sscc: boxSscc(Number(teller.numbers.next('', 1, 9))), shipment, units: units.slice(box * BOX_HOLDS, (box + 1) * BOX_HOLDS),
    }))
  })

const tellSpareParts = (teller: Teller, order: MainStory, random: Random): readonly SparePartStory[] =>
  order.serviceCalls.flatMap((call) => (random.chance(RATES.sparePart)
    ? [{ number: teller.numbers.next('SP', 1, 8), call, part: random.pick(PARTS), pieces: random.whole(1, 2), issuedAt: after(call.scheduledAt, random, 0.05, 0.3), installedAt: call.resolvedAt }]
    : []))

/** Each product at each site in turn, every third order. */
const tellStock = ({ index, orderedAt }: MainStory, random: Random): StockStory | undefined => {
  if (index % 3 !== 0) return undefined
  const turn = index / 3
  return {
    site: OWN_SITES[turn % OWN_SITES.length] as StockStory['site'],
    product: PRODUCTS[Math.floor(turn / OWN_SITES.length) % PRODUCTS.length] as Product,
    available: random.whole(20, 400), blocked: random.whole(0, 12), countedAt: orderedAt,
  }
}

/** Everything beside the main road. Each part has numbers of its own. */
export const tellSides = (teller: Teller, order: MainStory): SideStories => {
  const random = (part: string): Random => teller.part(part, order.index)
  const stock = tellStock(order, random('stock'))
  return {
    allocations: tellAllocations(order, random('allocations')),
    switches: tellSwitches(teller, order, random('switches')),
    shipNotices: tellShipNotices(teller, order, random('ship notices')),
    ...tellProduction(teller, order, random('production')),
    boxes: tellBoxes(teller, order),
    returns: tellReturns(teller, order, random('returns')),
    explants: tellExplants(teller, order, random('explants')),
    spareParts: tellSpareParts(teller, order, random('spare parts')),
    ...(stock === undefined ? {} : { stock }),
  }
}
