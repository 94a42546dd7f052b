import { expect } from 'vitest'
import type { Manifest } from '../../examples/medtech/generate.ts'
import type { Row } from './medtech-exports.ts'
import { sideTruths } from './medtech-side-truths.ts'
import type { MedtechSql } from './medtech-sql.ts'
import { versionTruths } from './medtech-version-truths.ts'

export const DOMAINS = ['sales', 'mes', 'logistics', 'finance'] as const

/** What the generator knows of the world at hand. */
export interface Account {
  readonly manifest: Manifest
  readonly orderTruth: readonly Row[]
  readonly unitTruth: readonly Row[]
  readonly sql: MedtechSql
}

export type QuestionTruth = (data: Readonly<Record<string, unknown>>) => void | Promise<void>

/** What must be true of the answer to each example question, by the name of its operation. */
export const questionTruths = ({ manifest, orderTruth, unitTruth, sql }: Account): Readonly<Record<string, QuestionTruth>> => {
  const truthOf = (key: string): Row => orderTruth.find((row) => row['order_no'] === key) ?? {}
  return {
    ...sideTruths({ manifest, orderTruth, unitTruth, sql }),
    ...versionTruths(sql),
    OrderByInvoice: (data) => {
      const truth = truthOf('SO-1000106')
      const { order } = data as { order: { number: string; opportunities: { nodes: readonly { number: string }[] }; lines: { totalCount: number; nodes: readonly { units: { nodes: readonly unknown[] }; shipments: { edges: readonly { node: { number: string } }[] } }[] }; invoices: { nodes: readonly unknown[] } } }
      expect(order.number).toBe('SO-1000106')
      expect(order.opportunities.nodes.map(({ number }) => number)).toEqual([truth['opportunity']])
      expect(order.lines.totalCount).toBe(Number(truth['lines']))
      expect(order.lines.nodes.flatMap((line) => line.units.nodes)).toHaveLength(Number(truth['units']))
      expect(new Set(order.lines.nodes.flatMap((line) => line.shipments.edges.map(({ node }) => node.number))).size).toBe(Number(truth['shipments']))
      expect(order.invoices.nodes).toHaveLength(Number(truth['invoices']))
    },
    CompletedInEverySense: (data) => {
      const truth = truthOf('SO-1000106')
      expect(data).toMatchObject({ order: { verdict: { unified: 'MET', since: truth['unified_since'], domains: DOMAINS.map((domain) => ({ domain, outcome: 'MET', since: truth[`${domain}_since`], missing: [] })) } } })
      expect((data as { order: { verdict: { skewHours: number } } }).order.verdict.skewHours).toBeCloseTo(Number(truth['skew_hours']), 3)
    },
    OrderAsOf: (data) => {
      const met = { sales: 'NOT_MET', mes: 'MET', logistics: 'MET', finance: 'NOT_MET' }
      expect(data).toMatchObject({ order: { verdict: { unified: 'NOT_MET', domains: DOMAINS.map((domain) => ({ domain, outcome: met[domain] })) } } })
    },
    DeliveredNotPaid: (data) => {
      const waiting = orderTruth.filter((row) => row['sales'] === 'MET' && row['finance'] === 'NOT_MET').sort((a, b) => ((a['sales_since'] ?? '') < (b['sales_since'] ?? '') ? -1 : 1))
      const { orders } = data as { orders: { totalCount: number; nodes: readonly { number: string; invoices: { nodes: readonly unknown[] } }[] } }
      expect(orders.totalCount).toBe(waiting.length)
      expect(orders.nodes.map(({ number }) => number)).toEqual(waiting.slice(0, 20).map((row) => row['order_no']))
      for (const { invoices } of orders.nodes) expect(invoices.nodes.length).toBeGreaterThan(0)
    },
    LateAndAtRisk: async (data) => {
      const { disagreements: { stages }, orders } = data as { disagreements: { stages: readonly { stage: string; orders: number }[] }; orders: { totalCount: number; nodes: readonly { number: string; delivered: { share: number | null }; risk: { stage: { name: string } }; due: { time: string } }[] } }
      const words = await sql.words()
      const late = new Set(words.filter(({ word, outcome }) => word === 'late' && outcome === 'MET').map(({ key }) => key))
      const share = new Map(words.filter(({ word }) => word === 'delivered-in-full').map((one) => [one.key, one.share]))
      expect(orders.totalCount).toBe(late.size)
      expect(orders.nodes).toHaveLength(Math.min(10, late.size))
      for (const { number, delivered, risk } of orders.nodes) {
        expect(late.has(number), number).toBe(true)
        expect(delivered.share, number).toBe(share.get(number))
        expect(risk.stage.name).toBe('HIGH')
      }
      expect(orders.nodes.map(({ due }) => due.time)).toEqual(orders.nodes.map(({ due }) => due.time).sort())
      expect(stages).toEqual(['LOW', 'RAISED', 'HIGH'].map((stage) => ({ stage, orders: words.filter((one) => one.word === 'at-risk' && one.stage === stage).length })))
    },
    DomainsApart: async (data) => {
      interface Skew { readonly orders: number; readonly meanHours: number; readonly medianHours: number; readonly p90Hours: number; readonly longestHours: number; readonly secondLater: number }
      interface Pair { readonly first: string; readonly second: string; readonly differing: number; readonly skew: Skew; readonly cells: readonly { readonly first: readonly string[]; readonly second: readonly string[]; readonly count: number }[] }
      const { disagreements: { orders, differing, skew, pairs, pair: { cell } } } = data as { disagreements: { orders: number; differing: number; skew: Skew; pairs: readonly Pair[]; pair: { cell: { count: number; since: string; orders: { nodes: readonly { number: string }[] } } } } }
      expect(orders).toBe(orderTruth.length)
      expect(differing).toBe(orderTruth.filter((row) => new Set(DOMAINS.map((domain) => row[domain])).size > 1).length)
      expect(pairs.map(({ first, second }) => `${first} ${second}`)).toEqual(DOMAINS.flatMap((first, place) => DOMAINS.slice(place + 1).map((second) => `${first} ${second}`)))
      for (const { first, second, differing: differs, skew: apart, cells } of pairs) {
        const gap = await sql.gap(first, second)
        expect([apart.orders, apart.secondLater]).toEqual([gap?.orders, gap?.secondLater])
        for (const [hours, told] of [[apart.meanHours, gap?.mean], [apart.medianHours, gap?.median], [apart.p90Hours, gap?.p90], [apart.longestHours, gap?.longest]]) expect(hours).toBeCloseTo(told ?? NaN, 6)
        const counted = Map.groupBy(orderTruth, (row) => `${row[first]} ${row[second]}`)
        expect(cells.map((one) => `${one.first.join()} ${one.second.join()} ${one.count}`).sort()).toEqual([...counted].map(([outcomes, rows]) => `${outcomes} ${rows.length}`).sort())
        expect(differs).toBe(orderTruth.filter((row) => row[first] !== row[second]).length)
      }
      const met = await sql.meanGap()
      const widest = orderTruth.map((row) => DOMAINS.flatMap((domain) => (row[domain] === 'MET' ? [Date.parse(row[`${domain}_since`] ?? '')] : []))).filter((since) => since.length > 1).map((since) => (Math.max(...since) - Math.min(...since)) / 3_600_000)
      expect(skew.orders).toBe(widest.length)
      expect(skew.orders).toBeGreaterThanOrEqual(met.orders)
      expect(skew.meanHours).toBeCloseTo(widest.reduce((sum, hours) => sum + hours, 0) / widest.length, 6)
      const waiting = orderTruth.filter((row) => row['sales'] === 'MET' && row['finance'] !== 'MET')
      const since = (row: Row): string => [row['sales_since'] ?? '', row['finance_since'] ?? ''].sort().at(-1) ?? ''
      expect(cell.count).toBe(waiting.length)
      expect(cell.since).toBe(waiting.map(since).sort()[0])
      expect(cell.orders.nodes.map(({ number }) => number)).toEqual(waiting.toSorted((a, b) => (since(a) < since(b) || (since(a) === since(b) && (a['order_no'] ?? '') < (b['order_no'] ?? '')) ? -1 : 1)).slice(0, 20).map((row) => row['order_no']))
    },
    WhyNotCompleted: async (data) => {
      const truth = truthOf('SO-1000129')
      const open = await sql.openInvoices('SO-1000129')
      interface Part { readonly domain: string | null; readonly outcome: string }
      const { order: { verdict: { unified, explanation, needed } } } = data as { order: { verdict: { unified: string; explanation: { parts: readonly Part[] }; needed: readonly { entity: { id: string }; values: readonly string[]; reachable: boolean }[] } } }
      expect([unified, ...explanation.parts.map(({ domain, outcome }) => `${domain} ${outcome}`)]).toEqual(['NOT_MET', ...DOMAINS.map((domain) => `${domain} ${truth[domain]}`)])
      expect(open.length).toBeGreaterThan(0)
      expect(needed.map(({ entity, values, reachable }) => [entity.id, values, reachable])).toEqual(open.map((invoice) => [`Invoice/${invoice}`, ['CLEARED'], true]))
    },
    LotToPatients: (data) => {
      const { lineage } = data as { lineage: { nodes: readonly { type: string }[] } }
      const count = (type: string): number => lineage.nodes.filter((node) => node.type === type).length
      expect(lineage).toMatchObject({ complete: true, stopped: [], frontier: [] })
      expect({ units: count('SerialUnit'), hospitals: count('Hospital'), patients: count('Patient') }).toEqual({ units: manifest.recallLot.packed, hospitals: manifest.recallLot.hospitalsShippedTo, patients: manifest.recallLot.patients })
    },
    DeviceByUdi: (data) => {
      const truth = unitTruth.find((row) => row['serial'] === 'P00000113') ?? {}
      const { entities } = data as { entities: readonly { line: { order: { number: string } }; shipments: { nodes: readonly unknown[] }; upstream: { nodes: readonly { id: string }[] }; downstream: { nodes: readonly { id: string }[] } }[] }
      expect(entities).toHaveLength(1)
      expect(entities[0]?.line.order.number).toBe(truth['order_no'])
      const ids = (walk: { nodes: readonly { id: string }[] } | undefined): readonly string[] => walk?.nodes.map(({ id }) => id) ?? []
      expect(ids(entities[0]?.upstream)).toEqual(expect.arrayContaining([`Lot/${truth['lot']}`, `SupplierLot/${truth['supplier_lot']}`, `Order/${truth['order_no']}`]))
      expect(ids(entities[0]?.downstream)).toEqual(expect.arrayContaining([`Shipment/${truth['shipment']}`, `Hospital/${truth['shipped_to']}`, `Patient/${truth['patient']}`]))
    },
    OneNumberTwoSystems: (data) => {
      expect(data).toEqual({ anyone: null, purchasing: { number: 'SO-1000034' }, finance: { number: 'SO-1000035' } })
    },
    PurchaseToOtherOrders: async (data) => {
      const { order } = data as { order: { lines: { nodes: readonly { requisitions: { nodes: readonly { purchaseOrders: { nodes: readonly { number: string; supplierLots: { nodes: readonly { id: string; lots: { nodes: readonly { number: string; units: { totalCount: number } }[] } }[] } }[] } }[] } }[] } } }
      const purchases = order.lines.nodes.flatMap((line) => line.requisitions.nodes.flatMap((requisition) => requisition.purchaseOrders.nodes))
      expect(purchases.map(({ number }) => number).sort()).toEqual((await sql.purchases()).filter((pair) => pair.endsWith(' SO-1000106')).map((pair) => pair.split(' ')[0]))
      for (const { number, units } of purchases.flatMap((purchase) => purchase.supplierLots.nodes.flatMap((lot) => lot.lots.nodes))) expect(units.totalCount, number).toBe(unitTruth.filter((row) => row['lot'] === number).length)
    },
    WarehouseAgainstCarrier: (data) => {
      const examples = manifest.defects['contradictoryShipment']?.examples ?? []
      expect(data).toMatchObject({ conflicts: { totalCount: manifest.defects['contradictoryShipment']?.count, nodes: examples.map((number) => ({ about: { id: `Shipment/${number}` }, field: 'state' })) } })
    },
  }
}
