import type { Product } from '../catalogue.ts'
import type { Site } from '../world.ts'

/** What really happened to one order, whatever any system recorded of it. Times may lie after the export. */
export type OrderStory = MainStory & SideStories

/** The road from first contact to use. */
export interface MainStory {
  readonly index: number
  readonly number: string
  readonly site: Site
  readonly currency: string
  readonly customerReference: string
  readonly channel: string
  readonly orderedAt: number
  readonly requestedAt: number
  /** The customer asked for another day. */
  readonly moved?: { readonly at: number; readonly requestedAt: number }
  readonly deal?: Deal
  readonly lines: readonly LineStory[]
  readonly shipments: readonly ShipmentStory[]
  readonly invoices: readonly InvoiceStory[]
  readonly procedures: readonly ProcedureStory[]
  readonly serviceCalls: readonly ServiceStory[]
  /** Lots opened because this order needed devices. */
  readonly lots: readonly LotStory[]
}

/** What happened beside that road. Each part draws numbers of its own. */
export interface SideStories {
  readonly allocations: readonly { readonly line: LineStory; readonly at: number }[]
  readonly switches: readonly SwitchStory[]
  readonly shipNotices: readonly ShipNoticeStory[]
  readonly operations: readonly OperationStory[]
  readonly inspections: readonly InspectionStory[]
  readonly nonconformances: readonly NonconformanceStory[]
  readonly holds: readonly HoldStory[]
  readonly boxes: readonly BoxStory[]
  readonly returns: readonly ReturnStory[]
  readonly explants: readonly ExplantStory[]
  readonly spareParts: readonly SparePartStory[]
  readonly stock?: StockStory
}

export interface Deal {
  readonly opportunity: string
  /** Absent when an earlier order came of the same opportunity and the CRM has told of it already. */
  readonly told?: {
    readonly lead?: string
    readonly firstContactAt: number
    readonly openedAt: number
    readonly requirementConfirmedAt: number
    readonly wonAt: number
    /** What the CRM says it led to: another order when it is mistaken. */
    readonly namedOrder: string
  }
}

export interface LineStory {
  readonly key: string
  readonly position: number
  readonly product: Product
  readonly configuration: string
  readonly bom: string
  /** PLM's choice of that revision for this line. */
  readonly selection: string
  readonly pieces: number
  readonly cents: number
  readonly confirmedAt: number
  readonly cancelledAt?: number
  readonly work?: WorkStory
  readonly need?: NeedStory
  readonly units: readonly UnitStory[]
}

/** A work order, and when each thing was reported of it. */
export interface WorkStory {
  readonly number: string
  readonly releasedAt: number
  readonly startedAt: number
  readonly reportedAt: number
  readonly cancelledAt?: number
}

/** A purchase requisition; without a purchase while it waits to be bundled. */
export interface NeedStory {
  readonly requisition: string
  readonly line: string
  readonly component: string
  readonly pieces: number
  readonly requestedAt: number
  readonly purchase?: PurchaseStory
}
export interface PurchaseStory {
  readonly number: string
  readonly supplier: string
  readonly placedAt: number
  readonly confirmedAt: number
  readonly receivedAt: number
  readonly supplierLot: string
  /** Another order's requisition on the same purchase order. */
  readonly bundled?: NeedStory
}

export interface LotStory {
  readonly number: string
  readonly product: Product
  readonly startedAt: number
  readonly madeAt: number
  readonly expiresOn: string
  /** Devices get their serial numbers one by one, when they are wanted. */
  readonly pieces: number
  readonly supplierLot: string
  /** Set when this lot was the first to take from a new supplier lot. */
  readonly newSupplierLot?: SupplierLotStory
  /** Absent for a lot made of material alone. */
  readonly madeFrom?: MadeFrom
}
/** How a lot was filled from others, which hold no devices of their own. */
export interface MadeFrom {
  readonly origin: 'SPLIT' | 'MERGE' | 'REWORK'
  readonly parents: readonly BulkLotStory[]
  /** False for the second lot of a split: its parent has been told of. */
  readonly first: boolean
}
export interface BulkLotStory {
  readonly number: string
  readonly product: Product
  readonly supplierLot: string
  readonly startedAt: number
  readonly madeAt: number
}
export interface SupplierLotStory {
  readonly key: string
  readonly supplier: string
  readonly number: string
  readonly component: string
  readonly announcedAt: number
  readonly acceptedAt: number
}

export interface UnitStory {
  readonly serial: string
  readonly udi: string
  readonly lot: LotStory
  readonly line: string
  readonly workOrder: string
  readonly product: Product
  readonly builtAt: number
  readonly scrapped: boolean
}

export interface ShipmentStory {
  readonly number: string
  readonly sscc: string
  readonly carrier: string
  readonly contents: readonly { readonly line: LineStory; readonly units: readonly UnitStory[] }[]
  readonly pickedAt: number
  readonly packedAt: number
  readonly shippedAt: number
  readonly inTransitAt: number
  readonly deliveredAt: number
  readonly signedAt: number
  /** The warehouse's mistake: it cancels what the carrier has delivered. */
  readonly cancelledAt?: number
}

export interface InvoiceStory {
  readonly number: string
  readonly shipment: ShipmentStory
  /** As billed; not what was ordered when the price is wrong. */
  readonly cents: number
  readonly issuedAt: number
  readonly dueAt: number
  readonly clearedAt: number
  readonly reversedAt?: number
  readonly payments: readonly PaymentStory[]
}
export interface PaymentStory {
  readonly voucher: string
  /** The invoice as the payer wrote it. */
  readonly reference: string
  readonly cents: number
  readonly announcedAt?: number
  readonly bookedAt: number
}

export interface ProcedureStory {
  readonly number: string
  readonly site: Site
  readonly patient: string
  readonly birthYear: number
  readonly indication: string
  readonly plannedAt?: number
  readonly performedAt: number
  /** Each device with the UDI as the hospital wrote it down. */
  readonly used: readonly { readonly unit: UnitStory; readonly writtenUdi: string }[]
}

export interface ServiceStory {
  readonly number: string
  readonly unit: UnitStory
  /** As the caller gave it. */
  readonly writtenSerial: string
  readonly faultReportedAt: number
  readonly scheduledAt: number
  readonly arrivedAt: number
  readonly resolvedAt: number
  readonly finding: string
}

/** A line under way goes over to a new revision of its bill of material. */
export interface SwitchStory {
  readonly line: LineStory
  readonly change: string
  readonly at: number
  readonly bom: string
  readonly selection: string
}

export interface ShipNoticeStory {
  readonly number: string
  readonly purchase: PurchaseStory
  readonly announcedAt: number
}

/** One operation of a work order; of a rework, the device that was worked on again. */
export interface OperationStory {
  readonly number: string
  readonly operation: 'ASSEMBLY' | 'PACKING' | 'REWORK'
  readonly workOrder: string
  readonly unit?: UnitStory
  readonly good: number
  readonly scrap: number
  readonly at: number
}

export interface InspectionStory {
  readonly number: string
  readonly of: { readonly supplierLot: string } | { readonly lot: string } | { readonly workOrder: string }
  readonly failedAt?: number
  readonly passedAt?: number
}
export interface NonconformanceStory {
  readonly number: string
  readonly inspection?: string
  readonly about: { readonly unit: UnitStory } | { readonly lot: string }
  readonly defect: string
  readonly disposition: 'REWORK' | 'SCRAP'
  readonly raisedAt: number
  readonly decidedAt: number
  readonly closedAt: number
}
export interface HoldStory {
  readonly number: string
  readonly nonconformance: string
  readonly about: { readonly line: string } | { readonly lot: string }
  readonly reason: string
  readonly placedAt: number
  readonly liftedAt: number
}

export interface BoxStory {
  readonly sscc: string
  readonly shipment: ShipmentStory
  readonly units: readonly UnitStory[]
}

export interface ReturnStory {
  readonly number: string
  readonly unit: UnitStory
  readonly reason: string
  readonly requestedAt: number
  readonly receivedAt: number
  /** Its arrival was never reported. */
  readonly jumped: boolean
  readonly creditedAt: number
  readonly credit: string
  readonly invoice: string
  readonly cents: number
  readonly paidOutAt: number
}

export interface ExplantStory {
  readonly number: string
  readonly unit: UnitStory
  readonly procedure: ProcedureStory
  readonly reason: string
  readonly plannedAt: number
  readonly performedAt: number
}

export interface SparePartStory {
  readonly number: string
  readonly call: ServiceStory
  readonly part: string
  readonly pieces: number
  readonly issuedAt: number
  readonly installedAt: number
}

/** A count of one product at one site. */
export interface StockStory {
  readonly site: { readonly code: string; readonly name: string }
  readonly product: Product
  readonly available: number
  readonly blocked: number
  readonly countedAt: number
}
