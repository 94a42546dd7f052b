// Which order has this number of an invoice, payment or credit, and all that hangs on it? Parameter: financeNumber. Row: order, a map.
CALL () {
  MATCH (:Invoice {number: $financeNumber})-[bills:BILLS]->(order:Order)
  WHERE bills.validTo IS NULL
  RETURN order
  UNION
  MATCH (:Payment {voucher: $financeNumber})-[clears:CLEARS]->(:Invoice)-[bills:BILLS]->(order:Order)
  WHERE clears.validTo IS NULL AND bills.validTo IS NULL
  RETURN order
  UNION
  MATCH (:Credit {number: $financeNumber})-[credits:CREDITS]->(:Invoice)-[bills:BILLS]->(order:Order)
  WHERE credits.validTo IS NULL AND bills.validTo IS NULL
  RETURN order
}
RETURN order {
  id: order.ref, .number, .orderedAt, .requestedOn, .netTotal, .currency,
  customer: head(COLLECT {
    MATCH (order)-[placed:PLACED_BY]->(customer:Customer) WHERE placed.validTo IS NULL
    RETURN customer { .name, .country }
  }),
  deliverTo: head(COLLECT {
    MATCH (order)-[delivers:DELIVERS_TO]->(hospital:Hospital) WHERE delivers.validTo IS NULL
    RETURN hospital { .name, .city }
  }),
  states: [state IN [
      { domain: 'clinical', local: order.`states.clinical.local`, canonical: order.`states.clinical.canonical`, since: order.`states.clinical.since`, source: order.`states.clinical.source`, settled: order.`states.clinical.settled` },
      { domain: 'crm', local: order.`states.crm.local`, canonical: order.`states.crm.canonical`, since: order.`states.crm.since`, source: order.`states.crm.source`, settled: order.`states.crm.settled` },
      { domain: 'finance', local: order.`states.finance.local`, canonical: order.`states.finance.canonical`, since: order.`states.finance.since`, source: order.`states.finance.source`, settled: order.`states.finance.settled` },
      { domain: 'logistics', local: order.`states.logistics.local`, canonical: order.`states.logistics.canonical`, since: order.`states.logistics.since`, source: order.`states.logistics.source`, settled: order.`states.logistics.settled` },
      { domain: 'mes', local: order.`states.mes.local`, canonical: order.`states.mes.canonical`, since: order.`states.mes.since`, source: order.`states.mes.source`, settled: order.`states.mes.settled` },
      { domain: 'plm', local: order.`states.plm.local`, canonical: order.`states.plm.canonical`, since: order.`states.plm.since`, source: order.`states.plm.source`, settled: order.`states.plm.settled` },
      { domain: 'quality', local: order.`states.quality.local`, canonical: order.`states.quality.canonical`, since: order.`states.quality.since`, source: order.`states.quality.source`, settled: order.`states.quality.settled` },
      { domain: 'sales', local: order.`states.sales.local`, canonical: order.`states.sales.canonical`, since: order.`states.sales.since`, source: order.`states.sales.source`, settled: order.`states.sales.settled` },
      { domain: 'scm', local: order.`states.scm.local`, canonical: order.`states.scm.canonical`, since: order.`states.scm.since`, source: order.`states.scm.source`, settled: order.`states.scm.settled` },
      { domain: 'service', local: order.`states.service.local`, canonical: order.`states.service.canonical`, since: order.`states.service.since`, source: order.`states.service.source`, settled: order.`states.service.settled` }
    ] WHERE state.settled IS NOT NULL],
  verdict: CASE WHEN order.`verdict.completed.1.outcome` IS NOT NULL THEN {
      unified: order.`verdict.completed.1.outcome`, since: order.`verdict.completed.1.since`, firstMetAt: order.`verdict.completed.1.firstMetAt`, skewHours: order.`verdict.completed.1.skewHours`,
      domains: [
        { domain: 'sales', outcome: order.`verdict.completed.1.sales.outcome`, since: order.`verdict.completed.1.sales.since`, missing: coalesce(order.`verdict.completed.1.sales.missing`, []) },
        { domain: 'mes', outcome: order.`verdict.completed.1.mes.outcome`, since: order.`verdict.completed.1.mes.since`, missing: coalesce(order.`verdict.completed.1.mes.missing`, []) },
        { domain: 'logistics', outcome: order.`verdict.completed.1.logistics.outcome`, since: order.`verdict.completed.1.logistics.since`, missing: coalesce(order.`verdict.completed.1.logistics.missing`, []) },
        { domain: 'finance', outcome: order.`verdict.completed.1.finance.outcome`, since: order.`verdict.completed.1.finance.since`, missing: coalesce(order.`verdict.completed.1.finance.missing`, []) }
      ]
    } END,
  opportunities: COLLECT {
    MATCH (order)<-[led:LED_TO]-(opportunity:Opportunity) WHERE led.validTo IS NULL
    WITH DISTINCT opportunity
    RETURN opportunity { .number, .requirementConfirmedAt, leads: COLLECT {
      MATCH (opportunity)<-[became:BECAME]-(lead:Lead) WHERE became.validTo IS NULL
      WITH DISTINCT lead
      RETURN lead { .number, .firstContactAt }
    } }
  },
  lines: COLLECT {
    MATCH (order)-[has:HAS_LINE]->(line:OrderLine) WHERE has.validTo IS NULL
    WITH DISTINCT line
    RETURN line {
      .position, .pieces, .configuration,
      product: head(COLLECT {
        MATCH (line)-[of:OF_PRODUCT]->(product:Product) WHERE of.validTo IS NULL
        RETURN product { .name, .gtin }
      }),
      bomRevision: head(COLLECT {
        MATCH (line)-[built:BUILT_TO]->(revision:BomRevision) WHERE built.validTo IS NULL
        RETURN revision { .number, .revision, .frozenAt }
      }),
      requisitions: COLLECT {
        MATCH (line)<-[needed:NEEDED_BY]-(requisition:PurchaseRequisition) WHERE needed.validTo IS NULL
        WITH DISTINCT requisition
        RETURN requisition { .number, purchaseOrders: COLLECT {
          MATCH (requisition)<-[covers:COVERS]-(purchase:PurchaseOrder) WHERE covers.validTo IS NULL
          WITH DISTINCT purchase
          RETURN purchase { .number, .placedAt, supplier: head(COLLECT {
            MATCH (purchase)-[placed:PLACED_WITH]->(supplier:Supplier) WHERE placed.validTo IS NULL
            RETURN supplier { .name }
          }) }
        } }
      },
      workOrders: COLLECT {
        MATCH (line)<-[fulfils:FULFILS]-(work:WorkOrder) WHERE fulfils.validTo IS NULL
        WITH DISTINCT work
        RETURN work { .number, state: { local: work.`state.local`, since: work.`state.since` } }
      },
      units: COLLECT {
        MATCH (line)<-[allocated:ALLOCATED_TO]-(unit:SerialUnit) WHERE allocated.validTo IS NULL
        WITH DISTINCT unit
        RETURN unit {
          .serial, .udi,
          lot: head(COLLECT {
            MATCH (unit)-[from:FROM_LOT]->(lot:Lot) WHERE from.validTo IS NULL
            RETURN lot { .number, supplierLots: COLLECT {
              MATCH (lot)-[consumed:CONSUMED]->(supplied:SupplierLot) WHERE consumed.validTo IS NULL
              RETURN DISTINCT { id: supplied.ref }
            } }
          }),
          serviceOrders: COLLECT {
            MATCH (unit)<-[concerns:CONCERNS]-(service:ServiceOrder) WHERE concerns.validTo IS NULL
            WITH DISTINCT service
            RETURN service { .number, .faultReportedAt, .engineerArrivedAt }
          },
          procedures: COLLECT {
            MATCH (unit)<-[used:USED]-(procedure:Procedure) WHERE used.validTo IS NULL
            WITH DISTINCT procedure
            RETURN procedure { .number, .performedAt, hospital: head(COLLECT {
              MATCH (procedure)-[performed:PERFORMED_AT]->(hospital:Hospital) WHERE performed.validTo IS NULL
              RETURN hospital { .name }
            }) }
          }
        }
      },
      shipments: COLLECT {
        MATCH (line)<-[carries:CARRIES]-(shipment:Shipment) WHERE carries.validTo IS NULL
        WITH DISTINCT shipment, carries.`q.pieces` AS pieces
        RETURN shipment { pieces: pieces, .number, .sscc, state: { local: shipment.`state.local`, since: shipment.`state.since` }, consignee: head(COLLECT {
          MATCH (shipment)-[consigned:CONSIGNED_TO]->(hospital:Hospital) WHERE consigned.validTo IS NULL
          RETURN hospital { .name }
        }) }
      }
    }
  },
  invoices: COLLECT {
    MATCH (order)<-[bills:BILLS]-(invoice:Invoice) WHERE bills.validTo IS NULL
    WITH DISTINCT invoice
    RETURN invoice { .number, .amount, .currency, state: { local: invoice.`state.local`, since: invoice.`state.since` }, payments: COLLECT {
      MATCH (invoice)<-[clears:CLEARS]-(payment:Payment) WHERE clears.validTo IS NULL
      WITH DISTINCT payment
      RETURN payment { .voucher, .amount, state: { local: payment.`state.local` } }
    } }
  }
} AS order
