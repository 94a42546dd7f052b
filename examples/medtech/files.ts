import type { Clock } from './calendar.ts'

/** One file that one system exports. `event_id` comes first and `recorded_at` stands beside `at`; both are filled by the writer. */
export interface Feed {
  readonly source: string
  readonly file: string
  readonly format: 'csv' | 'jsonl'
  /** Of the record's own time. */
  readonly at: string
  readonly clock: Clock
  readonly columns: readonly string[]
  readonly delimiter?: string
  readonly header?: false
  readonly mark?: true
  /** Events can come late and doubled; master data does not. */
  readonly events: boolean
}
const csv = (source: string, at: string, clock: Clock, columns: readonly string[], more: Partial<Feed> = {}): Feed =>
  ({ source, file: `${source}.csv`, format: 'csv', at, clock, columns, events: true, ...more })
const jsonl = (source: string, at: string, clock: Clock, columns: readonly string[]): Feed =>
  ({ source, file: `${source}.jsonl`, format: 'jsonl', at, clock, columns, events: true })

/** In the order in which they are best read: what others refer to comes first. */
export const FEEDS = [
  csv('erp-products', 'valid_from', 'utc', ['article', 'gtin', 'name', 'family'], { delimiter: ';', events: false }),
  csv('erp-customers', 'valid_from', 'utc', ['customer', 'name', 'country', 'contact'], { delimiter: ';', mark: true, events: false }),
  csv('sites', 'valid_from', 'utc', ['site', 'gln', 'name', 'city', 'country', 'customer'], { events: false }),
  csv('scm-suppliers', 'valid_from', 'utc', ['supplier', 'name', 'country'], { events: false }),
  csv('crm', 'stage_at', 'utc', ['kind', 'number', 'opportunity', 'customer', 'title', 'first_contact_at', 'requirement_confirmed_at', 'value', 'currency', 'contact', 'stage', 'order_no']),
  csv('erp-orders', 'changed_at', 'berlin', ['order_no', 'created', 'opportunity', 'customer', 'ship_to', 'customer_ref', 'requested', 'net_total', 'currency', 'channel'], { delimiter: ';' }),
  csv('erp-lines', 'changed_at', 'berlin', ['order_no', 'position', 'article', 'configuration', 'pieces', 'unit_price', 'line_status'], { delimiter: ';' }),
  jsonl('plm', 'at', 'utc', ['kind', 'bom', 'article', 'revision', 'effective_from', 'frozen_at', 'selection', 'order_line', 'rule', 'maturity']),
  csv('scm', 'step_at', 'berlin', ['kind', 'number', 'order_line', 'component', 'pieces', 'supplier', 'requisition', 'placed_at', 'supplier_lot', 'step']),
  csv('scm-receipts', 'step_at', 'berlin', ['supplier', 'lot', 'component', 'announced_at', 'step']),
  csv('mes', 'reported_at', 'berlin', ['work_order', 'order_no', 'position', 'pieces', 'report']),
  jsonl('mes-lots', 'at', 'utc', ['lot', 'gtin', 'made_at', 'expires_on', 'supplier_lot', 'pieces', 'report']),
  jsonl('mes-units', 'at', 'utc', ['serial', 'udi', 'gtin', 'lot', 'work_order', 'order_line', 'expires_on', 'report']),
  csv('wms', 'step_at', 'berlin', ['shipment', 'sscc', 'consignee_gln', 'order_line', 'pieces', 'step']),
  csv('wms-packing', 'scanned_at', 'berlin', ['shipment', 'box', 'udi']),
  csv('carrier', 'event_at', 'utc', ['shipment', 'sscc', 'carrier', 'event'], { delimiter: '|', header: false }),
  csv('ar', 'posted_at', 'berlin', ['invoice', 'order_no', 'amount', 'currency', 'issued_at', 'due_on', 'posting'], { delimiter: ';' }),
  jsonl('bank', 'value_date', 'offset', ['voucher', 'reference', 'amount', 'currency', 'booking']),
  jsonl('service', 'at', 'utc', ['service_order', 'serial', 'fault_reported_at', 'engineer_arrived_at', 'finding', 'progress']),
  jsonl('clinic', 'at', 'berlin', ['procedure', 'patient', 'birth_year', 'site', 'indication', 'performed_at', 'udi', 'outcome']),
  // What came to the world later, so that the numbers of the feeds above stay what they were.
  csv('erp-allocations', 'allocated_at', 'berlin', ['order_line', 'pieces', 'line_status'], { delimiter: ';' }),
  csv('plm-rules', 'released_at', 'utc', ['rule', 'article', 'configuration', 'bom', 'valid_from', 'valid_to'], { events: false }),
  jsonl('plm-changes', 'at', 'utc', ['kind', 'change', 'reason', 'old_bom', 'new_bom', 'requested_at', 'approved_at', 'effective_at', 'disposition', 'progress', 'order_line', 'old_selection', 'selection', 'rule']),
  csv('scm-asn', 'step_at', 'berlin', ['asn', 'purchase_order', 'supplier_lot', 'announced_at', 'received_at', 'step']),
  jsonl('mes-genealogy', 'at', 'utc', ['kind', 'lot', 'gtin', 'made_at', 'supplier_lot', 'report', 'parent', 'origin', 'pieces']),
  csv('mes-operations', 'reported_at', 'berlin', ['operation_no', 'work_order', 'operation', 'good', 'scrap', 'serial']),
  jsonl('qms', 'at', 'utc', ['kind', 'number', 'of', 'supplier_lot', 'lot', 'work_order', 'inspection', 'nonconformance', 'serial', 'order_line', 'defect', 'disposition', 'placed_at', 'lifted_at', 'progress']),
  csv('wms-boxes', 'closed_at', 'berlin', ['box', 'shipment', 'weight']),
  csv('wms-stock', 'counted_at', 'berlin', ['site', 'site_name', 'article', 'available', 'blocked']),
  csv('erp-returns', 'changed_at', 'berlin', ['return_no', 'order_line', 'serial', 'reason', 'requested_at', 'received_at', 'progress'], { delimiter: ';' }),
  csv('ar-credits', 'posted_at', 'berlin', ['credit', 'invoice', 'return_no', 'amount', 'currency', 'posting'], { delimiter: ';' }),
  jsonl('service-parts', 'at', 'utc', ['issue', 'service_order', 'part', 'pieces', 'issued_at', 'progress']),
  jsonl('clinic-explants', 'at', 'berlin', ['explant', 'udi', 'patient', 'site', 'reason', 'explanted_at', 'outcome']),
  csv('plm-positions', 'released_at', 'utc', ['bom', 'position', 'component', 'pieces'], { events: false }),
  csv('scm-stock-purchases', 'step_at', 'berlin', ['number', 'component', 'supplier', 'pieces', 'placed_at', 'step'], { events: false }),
] as const satisfies readonly Feed[]
export type SourceName = (typeof FEEDS)[number]['source']
