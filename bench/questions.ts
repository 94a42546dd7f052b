import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BenchDoor } from './door.ts'
import type { MedtechData } from './medtech-data.ts'

/** A question with the variables it is asked with, one set an item. */
export interface Question {
  readonly name: string
  readonly target?: string
  readonly query: string
  readonly variables: readonly Readonly<Record<string, unknown>>[]
  readonly rounds: number
  /** At how many connections it is asked; absent: at each that is measured. */
  readonly connections?: readonly number[]
  /** Asked at `/v1/lineage` by bodies instead, one an item; `query` then names the statements to put beside it. */
  readonly streamed?: readonly Readonly<Record<string, unknown>>[]
}

/** examples/medtech/questions/3-order-by-invoice.graphql, and every domain's verdict. All of it is read from the graph. */
const ORDER = `query($id: ID!) {
  order(id: $id, domain: "finance") {
    id number orderedAt requestedOn netTotal currency
    customer { name country }
    deliverTo { name city }
    states { domain local canonical since source settled }
    verdict(definition: "completed") { unified since firstMetAt skewHours domains { domain outcome since missing } }
    opportunities { nodes { number requirementConfirmedAt leads { nodes { number firstContactAt } } } }
    lines {
      totalCount
      nodes {
        position pieces configuration
        product { name gtin }
        bomRevision { number revision frozenAt }
        requisitions { nodes { number purchaseOrders { nodes { number placedAt supplier { name } } } } }
        workOrders { nodes { number state { local since } } }
        units {
          nodes {
            serial udi
            lot { number supplierLots { nodes { id } } }
            serviceOrders { nodes { number faultReportedAt engineerArrivedAt } }
            procedures { nodes { number performedAt hospital { name } } }
          }
        }
        shipments { edges { quantities node { number sscc state { local since } consignee { name } } } }
      }
    }
    invoices { nodes { number amount currency state { local since } payments { nodes { voucher amount state { local } } } } }
  }
}`

const PAGE = `query($after: String) {
  orders(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      number orderedAt netTotal currency
      customer { name }
      states { domain local canonical since }
      verdict(definition: "completed") { unified since skewHours domains { domain outcome since } }
      lines { nodes { position pieces product { name } units { nodes { serial } } } }
      invoices { nodes { number amount state { local } } }
    }
  }
}`

const LOT = `query($lot: ID!) {
  lineage(from: [$lot], direction: DOWNSTREAM, to: ["Hospital", "Patient"], first: 100000, budgetMs: 60000) {
    complete stopped depth
    nodes { id type ... on Shipment { number } ... on Hospital { name city country gln } ... on Procedure { number performedAt hospital { name } } ... on Patient { pseudonym } }
    edges { relation from { id } to { id } sources validFrom inferred }
  }
}`

/** What a recall wants of each device, as it is kept on the device. */
const KEPT_LOT = `query($lot: ID!) {
  lineage(from: [$lot], direction: DOWNSTREAM, to: ["SerialUnit"], first: 100000, budgetMs: 60000) {
    complete
    nodes { id ... on SerialUnit { serial lots { id } belongsTo { id } consignees { id } usedAt subjects { id } } }
  }
}`
const KEPT_FIELDS = ['serial', 'lots', 'belongsTo', 'consignees', 'usedAt', 'subjects'].map((field) => `SerialUnit.${field}`)
const keptLot = (lot: string): Readonly<Record<string, unknown>> => ({ from: [lot], direction: 'DOWNSTREAM', to: ['SerialUnit'], first: 100_000, fields: KEPT_FIELDS, edges: false })

const INVOICES = 48
const PAGES = 16
const LOTS = 15
/** A lot of more devices than these is asked for a few times, by one at a time where it is asked whole: sixteen such answers at once measure memory. */
const MANY = 10_000
const FEW = 4
const PARTED = 5

/** Every question with its items: what the world at hand holds, spread over it. */
export const makeQuestions = async (data: MedtechData, door: BenchDoor): Promise<readonly Question[]> => {
  const { lot, units } = data.manifest.recallLot
  const big = { lot: `Lot/${lot}` }
  const whole = Array.from({ length: units > MANY ? FEW : LOTS }, () => big)
  const alone = units > MANY ? { connections: [1], rounds: 3 } : { rounds: 4 }
  return [
    { name: 'order by invoice, all domains', target: '≤ 3', query: ORDER, variables: (await invoiceNumbers(data)).map((id) => ({ id })), rounds: 6 },
    { name: 'page of 100 orders, nested', query: PAGE, variables: (await cursors(door)).map((after) => ({ after })), rounds: 4 },
    { name: `lot of ${units} devices → hospitals, patients`, query: LOT, variables: whole, ...alone },
    { name: `lot of ${units} devices, kept fields`, query: KEPT_LOT, variables: whole, ...alone },
    { name: 'any lot → hospitals, patients', query: LOT, variables: (await lots(data)).map((lot) => ({ lot: `Lot/${lot}` })), rounds: 6 },
    { name: `lot of ${units} devices, kept fields, streamed`, target: '≤ 1.3', query: KEPT_LOT, variables: whole, streamed: whole.map(({ lot }) => keptLot(lot)), rounds: 4 },
  ]
}

/** `count` of them, evenly spread. */
const spread = <T>(all: readonly T[], count: number): readonly T[] => Array.from({ length: Math.min(count, all.length) }, (_, place) => all[Math.floor((place * all.length) / Math.min(count, all.length))] as T)

const invoiceNumbers = async ({ folder }: MedtechData): Promise<readonly string[]> => {
  const lines = (await readFile(join(folder, 'ar.csv'), 'utf8')).trimEnd().split('\n')
  const place = lines[0]?.trim().split(';').indexOf('invoice') ?? -1
  return spread([...new Set(lines.slice(1).map((line) => line.split(';')[place] ?? ''))], INVOICES)
}

const lots = async ({ folder, manifest }: MedtechData): Promise<readonly string[]> => {
  const records = (await readFile(join(folder, 'mes-lots.jsonl'), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly lot: string })
  return spread([...new Set(records.map(({ lot }) => lot))].filter((lot) => lot !== manifest.recallLot.lot), LOTS)
}

/** Lots that others were made of: split, merged or reworked. */
export const partedLots = async ({ folder }: MedtechData): Promise<readonly string[]> => {
  const records = (await readFile(join(folder, 'mes-genealogy.jsonl'), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly parent?: string })
  return spread([...new Set(records.flatMap(({ parent }) => parent ?? []))], PARTED)
}

const cursors = async (door: BenchDoor): Promise<readonly (string | null)[]> => {
  const all: (string | null)[] = [null]
  for (let after = all[0] ?? null; all.length < PAGES * 4;) {
    const { data } = await door.ask('query($after: String) { orders(first: 100, after: $after) { pageInfo { hasNextPage endCursor } } }', { after })
    const { pageInfo } = (data as { readonly orders: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } } }).orders
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
    all.push(after)
  }
  return spread(all, PAGES)
}
