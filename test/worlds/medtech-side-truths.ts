import { expect } from 'vitest'
import type { Account, QuestionTruth } from './medtech-question-truths.ts'

interface Nodes<T> { readonly nodes: readonly T[] }
type Numbered = { readonly number: string }
const cents = (amount: string): number => Math.round(Number(amount) * 100)
const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0)
const orderOf = (line: string): string => line.replace(/-\d+$/, '')

/** What must be true of the answers to the questions of design, purchasing, quality, after-sales and stock. */
export const sideTruths = ({ manifest, orderTruth, unitTruth, sql }: Account): Readonly<Record<string, QuestionTruth>> => {
  const ordersWith = (column: string): readonly string[] => orderTruth.filter((row) => row[column] !== '0').map((row) => row['order_no'] ?? '')
  return {
    OpportunityBothWays: async (data) => {
      const { order, opportunity } = data as { order: { opportunities: Nodes<Numbered & { requirementConfirmedAt: string; leads: Nodes<{ firstContactAt: string }> }> }; opportunity: Numbered }
      const [found] = order.opportunities.nodes
      const told = await sql.opportunityTimes(found?.number ?? '')
      expect(found?.number).toBe(orderTruth.find((row) => row['order_no'] === 'SO-1000106')?.['opportunity'])
      expect({ requirementConfirmed: found?.requirementConfirmedAt, firstContact: found?.leads.nodes[0]?.firstContactAt ?? null }).toEqual(told)
      expect(opportunity.number).toBe('SO-1000106')
    },
    ConfigurationToRevision: async (data) => {
      const { order } = data as { order: { orderedAt: string; lines: Nodes<{ position: number; configuration: string; product: { selectionRules: Nodes<{ configuration: string; validFrom: string; validTo: string | null; bomRevision: Numbered }> }; rulesInForce: { edges: readonly { inferred: boolean; derivation: { name: string; version: number }; node: Numbered & { bomRevision: Numbered } }[] }; bomRevision: Numbered & { frozenAt: string } }> } }
      const lines = order.lines.nodes.map((line) => ({ line: `SO-1000106-${line.position}`, bom: line.bomRevision.number }))
      expect(lines.sort((a, b) => (a.line < b.line ? -1 : 1))).toEqual(await sql.revisions('SO-1000106'))
      for (const { configuration, product, rulesInForce, bomRevision } of order.lines.nodes) {
        const valid = product.selectionRules.nodes.filter((rule) => rule.configuration === configuration && rule.validFrom <= order.orderedAt && (rule.validTo === null || rule.validTo > order.orderedAt))
        expect(valid.map((rule) => rule.bomRevision.number)).toEqual([bomRevision.number])
        expect(rulesInForce.edges).toEqual([{ inferred: true, derivation: { name: 'rule-in-force', version: 1 }, node: { number: expect.any(String) as unknown, bomRevision: { number: bomRevision.number } } }])
        expect(bomRevision.frozenAt < order.orderedAt).toBe(true)
      }
    },
    WhyLinked: async (data) => {
      type Edge = { relation: string; to: { id: string }; sources: readonly string[]; inferred: boolean; derivation: unknown }
      const { explainLink } = data as { explainLink: { linked: boolean; paths: readonly (readonly Edge[])[] } }
      const [way = ''] = (await sql.purchaseWay('SO-1000106')).filter((row) => row.split(' ')[2] === '4500000090')
      const [line, requisition] = way.split(' ')
      expect(explainLink.paths.map((path) => path.map(({ relation, to }) => `${relation} ${to.id.split('/')[1]}`).join(' '))).toEqual([`HAS_LINE ${line} NEEDED_BY ${requisition} COVERS 4500000090`])
      expect(explainLink.paths.flat().every(({ inferred, sources, derivation }) => !inferred && derivation === null && sources.length > 0)).toBe(true)
    },
    SuppliedFromStock: async (data) => {
      const { order } = data as { order: { lines: Nodes<{ key: string; stockPurchases: { edges: readonly { inferred: boolean; derivation: { name: string }; sources: readonly string[]; node: Numbered }[] } }> } }
      const edges = order.lines.nodes.flatMap(({ key, stockPurchases }) => stockPurchases.edges.map((edge) => ({ ...edge, pair: `${key} ${edge.node.number}` })))
      expect(edges.map(({ pair }) => pair).sort()).toEqual((await sql.stockPurchases()).filter((pair) => pair.startsWith('SO-1000106-')))
      expect(edges.length).toBeGreaterThan(0)
      for (const { inferred, derivation, sources } of edges) expect({ inferred, name: derivation.name, sources }).toEqual({ inferred: true, name: 'stock-supply', sources: [] })
    },
    ChangedUnderWay: async (data) => {
      const { orders } = data as { orders: { totalCount: number; nodes: readonly (Numbered & { lines: Nodes<{ key: string; bomRevision: Numbered; selections: Nodes<{ state: { local: string }; bomRevision: Numbered; change: Numbered | null }> }> })[] } }
      expect(orders.nodes.map(({ number }) => number)).toEqual(ordersWith('switched_lines'))
      const switched = orders.nodes.flatMap(({ lines }) => lines.nodes).flatMap(({ key, bomRevision, selections }) => {
        const before = selections.nodes.find(({ change }) => change === null)
        const after = selections.nodes.find(({ change }) => change !== null)
        if (after === undefined) return []
        expect([before?.state.local, after.bomRevision.number]).toEqual(['WITHDRAWN', bomRevision.number])
        return [`${key} ${before?.bomRevision.number} ${bomRevision.number}`]
      })
      expect(switched.sort()).toEqual(await sql.switched())
      expect(switched).toHaveLength(manifest.defects['switchedRevision']?.count ?? -1)
    },
    BomToPurchase: async (data) => {
      const { order } = data as { order: { lines: Nodes<{ key: string; requisitions: Nodes<Numbered & { purchaseOrderLines: Nodes<{ purchaseOrder: Numbered & { shipNotices: Nodes<Numbered> } }> }> }> } }
      const ways = order.lines.nodes.flatMap((line) => line.requisitions.nodes.flatMap((requisition) => requisition.purchaseOrderLines.nodes.flatMap(({ purchaseOrder }) => purchaseOrder.shipNotices.nodes.map((notice) => [line.key, requisition.number, purchaseOrder.number, notice.number].join(' ')))))
      expect(ways.sort()).toEqual(await sql.purchaseWay('SO-1000106'))
      expect(ways.length).toBeGreaterThan(0)
    },
    SerialToService: async (data) => {
      const { entities, bySerial } = data as { entities: readonly { line: { order: Numbered }; serviceOrders: Nodes<Numbered & { faultReportedAt: string; engineerArrivedAt: string; spareParts: Nodes<Numbered> }> }[]; bySerial: Numbered }
      const sold = unitTruth.find((row) => row['serial'] === 'P00000016')?.['order_no']
      expect([entities.length, entities[0]?.line.order.number, bySerial.number]).toEqual([1, sold, sold])
      const calls = entities[0]?.serviceOrders.nodes.map((call) => [call.number, call.faultReportedAt, call.engineerArrivedAt, call.spareParts.nodes.length].join(' '))
      expect(calls?.sort()).toEqual(await sql.calls('P00000016'))
    },
    SplitLotToPatients: (data) => {
      const { lineage } = data as { lineage: { nodes: readonly { id: string; type: string }[]; edges: readonly { relation: string; from: { id: string }; to: { id: string } }[] } }
      const count = (type: string): number => lineage.nodes.filter((node) => node.type === type).length
      const { lot, into, units, hospitalsShippedTo, patients } = manifest.bulkLot
      expect(lineage).toMatchObject({ complete: true, stopped: [], frontier: [] })
      expect(lineage.edges.filter(({ relation }) => relation === 'MADE_FROM').map(({ from, to }) => [from.id, to.id]).sort()).toEqual(into.map((each) => [`Lot/${lot}`, `Lot/${each}`]))
      expect({ units: count('SerialUnit'), hospitals: count('Hospital'), patients: count('Patient') }).toEqual({ units, hospitals: hospitalsShippedTo, patients })
    },
    StandardEvents: async (data) => {
      const truth = orderTruth.find((row) => row['order_no'] === 'SO-1000106')
      const { order } = data as { order: { timeline: { totalCount: number; nodes: readonly { occurredAt: string; standardEvent: string | null; responsible: boolean | null; jump: boolean; about: { id: string } }[] }; states: readonly { domain: string; standardEvent: string | null; terminal: boolean; responsible: string }[] } }
      expect(order.timeline.nodes).toHaveLength(order.timeline.totalCount)
      const last = (event: string, type: string): string | undefined => order.timeline.nodes.filter(({ standardEvent, about }) => standardEvent === event && about.id.startsWith(`${type}/`)).at(-1)?.occurredAt
      expect({ mes: last('PRODUCED', 'WorkOrder'), logistics: last('DELIVERED', 'Shipment'), sales: last('SIGNED', 'OrderLine'), finance: last('SETTLED', 'Invoice') })
        .toEqual({ mes: truth?.['mes_since'], logistics: truth?.['logistics_since'], sales: truth?.['sales_since'], finance: truth?.['finance_since'] })
      expect([...new Set(order.timeline.nodes.flatMap(({ standardEvent }) => standardEvent ?? []))].sort()).toEqual([
        'ALLOCATED', 'CREATED', 'DELIVERED', 'INVOICED', 'IN_TRANSIT', 'PACKED', 'PAYMENT_CONFIRMED', 'PICKED', 'PRODUCED', 'RELEASED_TO_PRODUCTION', 'REVIEWED', ...((await sql.serviced()).includes('SO-1000106') ? ['SERVICED'] : []), 'SETTLED', 'SHIPPED', 'SIGNED',
      ])
      expect(order.timeline.nodes.filter(({ standardEvent, responsible, jump }) => standardEvent !== null && (responsible !== true || jump))).toEqual([])
      expect(order.states.find(({ domain }) => domain === 'finance')).toMatchObject({ standardEvent: 'SETTLED', terminal: true, responsible: 'ar', expectedUntil: null })
    },
    ThreeSums: async (data) => {
      type Said = { number: string; lines: Nodes<{ pieces: number; unitPrice: string; state: { local: string } }>; invoices: Nodes<{ amount: string; state: { local: string }; payments: Nodes<{ amount: string; state: { local: string } }> }> }
      const { orders } = data as { orders: { totalCount: number; nodes: readonly Said[] } }
      const told = await sql.sums()
      const answered = orders.nodes.map(({ number, lines, invoices }) => ({
        key: number,
        ordered: sum(lines.nodes.filter(({ state }) => state.local !== 'CANCELLED').map(({ pieces, unitPrice }) => pieces * cents(unitPrice))),
        invoiced: sum(invoices.nodes.filter(({ state }) => state.local !== 'REVERSED').map(({ amount }) => cents(amount))),
        paid: sum(invoices.nodes.flatMap(({ payments }) => payments.nodes.filter(({ state }) => state.local === 'BOOKED').map(({ amount }) => cents(amount)))),
      }))
      expect(orders.totalCount).toBe(told.length)
      expect(answered).toEqual(told.slice(0, 40))
      expect(answered).toEqual(answered.map(({ key }) => {
        const row = orderTruth.find((each) => each['order_no'] === key)
        return { key, ordered: cents(row?.['ordered'] ?? ''), invoiced: cents(row?.['invoiced'] ?? ''), paid: cents(row?.['paid'] ?? '') }
      }))
      expect(answered.some(({ invoiced, paid }) => invoiced !== paid)).toBe(true)
    },
    ReturnedAndCredited: async (data) => {
      const { orders } = data as { orders: { nodes: readonly (Numbered & { lines: Nodes<{ returns: Nodes<Numbered & { unit: { serial: string }; claims: Nodes<{ field: string; jump: boolean }>; credits: Nodes<Numbered> }> }> })[] } }
      const returns = orders.nodes.flatMap(({ number, lines }) => lines.nodes.flatMap((line) => line.returns.nodes.map((each) => ({ ...each, order: number }))))
      expect(orders.nodes.map(({ number }) => number)).toEqual(ordersWith('returns'))
      expect(returns.map((each) => [each.order, each.number, each.unit.serial, ...each.credits.nodes.map(({ number }) => number)].join(' ')).sort()).toEqual(await sql.returned())
      expect(returns.filter(({ claims }) => claims.nodes.some(({ jump }) => jump)).map(({ number }) => number).sort().slice(0, 5)).toEqual([...manifest.defects['jumpedReturn']?.examples ?? []].sort())
    },
    StatesOfReturns: async (data) => {
      interface Step { readonly from: string; readonly to: string; readonly count: number; readonly jump: boolean; readonly before: { readonly meanHours: number } }
      const { stateGraph } = data as { stateGraph: { entities: number; taken: number; jumps: number; jumpRate: number; states: readonly { local: string; visits: number }[]; transitions: Nodes<Step> } }
      const word = (of: string): string => ({ angemeldet: 'REQUESTED', eingegangen: 'RECEIVED', gutgeschrieben: 'CREDITED' })[of] ?? of
      const told = (await sql.stepsOfReturns()).map(({ step, ...rest }) => ({ step: step.split(' ').map(word).join(' '), ...rest }))
      const taken = sum(told.map(({ count }) => count))
      const jumped = manifest.defects['jumpedReturn']?.count ?? -1
      expect(stateGraph).toMatchObject({ entities: manifest.defects['returned']?.count, taken, jumps: jumped, jumpRate: jumped / taken })
      const cameTo = (local: string): number => sum(told.filter(({ step }) => step.endsWith(` ${local}`)).map(({ count }) => count))
      expect(stateGraph.states.map(({ local, visits }) => [local, visits])).toEqual([['REQUESTED', stateGraph.entities], ['RECEIVED', cameTo('RECEIVED')], ['CREDITED', cameTo('CREDITED')], ['REFUSED', 0]])
      const shown = (steps: readonly { readonly step: string; readonly count: number; readonly meanHours: number }[]) => steps.map((one) => `${one.step} ${one.count} ${one.meanHours.toFixed(6)}`).sort()
      expect(shown(stateGraph.transitions.nodes.map(({ from, to, count, before }) => ({ step: `${from} ${to}`, count, meanHours: before.meanHours })))).toEqual(shown(told))
    },
    HeldAndReworked: async (data) => {
      const { orders } = data as { orders: { nodes: readonly (Numbered & { lines: Nodes<{ key: string; holds: Nodes<Numbered & { nonconformance: { disposition: string; unit: { serial: string; reworks: Nodes<{ operation: string }> } } }> }> })[] } }
      const holds = orders.nodes.flatMap(({ lines }) => lines.nodes.flatMap((line) => line.holds.nodes.map((hold) => ({ ...hold, order: orderOf(line.key) }))))
      expect(orders.nodes.map(({ number }) => number)).toEqual(ordersWith('held_lines'))
      expect(holds.map(({ order, number, nonconformance }) => [order, number, nonconformance.unit.serial].join(' ')).sort()).toEqual(await sql.held())
      for (const { nonconformance } of holds.filter(({ nonconformance: { disposition } }) => disposition === 'REWORK')) expect(unitTruth.find((row) => row['serial'] === nonconformance.unit.serial)?.['scrapped']).toBe('no')
      expect(holds.flatMap(({ nonconformance }) => nonconformance.unit.reworks.nodes.map(({ operation }) => `${nonconformance.unit.serial} ${operation}`)).sort()).toEqual(unitTruth.filter((row) => row['reworked'] === 'yes').map((row) => `${row['serial']} REWORK`).sort())
    },
    Explanted: async (data) => {
      const { orders } = data as { orders: { nodes: readonly (Numbered & { lines: Nodes<{ units: Nodes<{ serial: string; lot: Numbered; explants: Nodes<{ explantedAt: string }> }> }> })[] } }
      const devices = orders.nodes.flatMap(({ number, lines }) => lines.nodes.flatMap((line) => line.units.nodes.map((unit) => ({ ...unit, order: number }))))
      expect(orders.nodes.map(({ number }) => number)).toEqual(ordersWith('explants'))
      expect(devices.map(({ order, serial, lot }) => [order, serial, lot.number].join(' ')).sort()).toEqual(await sql.explanted())
      for (const { serial, explants } of devices) expect(explants.nodes.map(({ explantedAt }) => explantedAt)).toEqual([unitTruth.find((row) => row['serial'] === serial)?.['explanted_at']])
    },
    StockBySite: async (data) => {
      const { entity } = data as { entity: { stock: Nodes<{ product: { gtin: string }; available: number; blocked: number }> } }
      expect(entity.stock.nodes.map(({ product, available, blocked }) => [product.gtin, available, blocked].join(' ')).sort()).toEqual(await sql.stockAt('W1'))
      expect(entity.stock.nodes.length).toBeGreaterThan(4)
    },
  }
}
