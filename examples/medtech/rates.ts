/** How often each thing happens. The README lists them; the manifest counts what came of them. */
export const RATES = {
  // defects of the exports, per record of a feed that can have them
  late: 0.02,
  doubled: 0.01,
  // defects of the business
  contradictoryShipment: 0.01, //    of delivered shipments: the warehouse cancels what the carrier has delivered
  contradictoryOpportunity: 0.005, // of won opportunities: the CRM names another order than the one that names it
  orphanPayment: 0.005, //           of payments: the reference names no invoice
  orphanService: 0.05, //            of service orders: the serial number names no device
  orphanUse: 0.004, //               of devices used: the UDI was mistyped
  reusedNumber: 0.005, //            of invoices: the number is that of an earlier order's purchase order
  cancelledOrder: 0.015,
  cancelledLine: 0.03, //            of lines of other orders that have several
  cancelledInProduction: 0.3, //     of cancelled lines: a work order was released already
  reworked: 0.03, //                 of work orders: the final inspection fails, a device is worked on again
  switchedRevision: 0.6, //          of lines under way when a change takes effect that orders under way go over to
  priceMismatch: 0.015, //           of invoices that stand: billed at another price than ordered
  shortPayment: 0.02, //             of payments: less than the invoice asks, written off
  returned: 0.08, //                 of devices delivered and not used
  jumpedReturn: 0.15, //             of returns: credited without ever being reported as received
  explanted: 0.04, //                of pacemakers used
  splitOrder: 0.08, //               of orders with two units or more
  // ordinary life
  opportunity: 0.88,
  followUp: 0.04, //                 of orders: same opportunity and customer as the order before
  lostOpportunity: 0.1,
  lead: 0.5,
  framework: 0.08, //                of orders: under the customer's framework number, which many orders carry
  movedDate: 0.05,
  requisition: 0.6, //               of lines
  heldRequisition: 0.04, //          of requisitions: bundled into the next order's purchase
  scrap: 0.01,
  secondLot: 0.15, //                of units: from the product's other open lot
  announcedPayment: 0.2,
  partialPayment: 0.06,
  reversedInvoice: 0.01,
  unpaidInvoice: 0.015, //            still open at the export, whatever its age
  pacemakerUsed: 0.85,
  stentUsed: 0.75,
  transferred: 0.02, //              of procedures: in another hospital than the consignee
  plannedUse: 0.15, //               of procedures: on the schedule before
  knownPatient: 0.03, //             of procedures: a patient this hospital has treated before
  splitLot: 0.3, //                  of lots: filled from one that is split over two
  mergedLot: 0.12, //                of lots: filled from two
  reworkedLot: 0.06, //              of lots: filled from one that failed its inspection and was worked on again
  sparePart: 0.6, //                 of service calls
  service: 0.05, //                  of pacemakers used
} as const
