import type { Product } from '../catalogue.ts'
import type { Site } from '../world.ts'

/** What really happened to one order, whatever any system recorded of it. Times may lie after the export. */
export interface OrderStory {
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
  readonly supplierLot: string
  /** Set when this lot was the first to take from a new supplier lot. */
  readonly newSupplierLot?: SupplierLotStory
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
