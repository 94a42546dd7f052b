// A page of orders by ref, with lines, devices and invoices. Parameters: after (a ref, or an empty text), first. Row: order, a map.
MATCH (order:Order)
WHERE order.ref > $after
WITH order ORDER BY order.ref LIMIT $first
RETURN order {
  id: order.ref, .number, .orderedAt, .netTotal, .currency,
  customer: head(COLLECT {
    MATCH (order)-[placed:PLACED_BY]->(customer:Customer) WHERE placed.validTo IS NULL
    RETURN customer { .name }
  }),
  states: [state IN [
      { domain: 'clinical', local: order.`states.clinical.local`, canonical: order.`states.clinical.canonical`, since: order.`states.clinical.since`, settled: order.`states.clinical.settled` },
      { domain: 'crm', local: order.`states.crm.local`, canonical: order.`states.crm.canonical`, since: order.`states.crm.since`, settled: order.`states.crm.settled` },
      { domain: 'finance', local: order.`states.finance.local`, canonical: order.`states.finance.canonical`, since: order.`states.finance.since`, settled: order.`states.finance.settled` },
      { domain: 'logistics', local: order.`states.logistics.local`, canonical: order.`states.logistics.canonical`, since: order.`states.logistics.since`, settled: order.`states.logistics.settled` },
      { domain: 'mes', local: order.`states.mes.local`, canonical: order.`states.mes.canonical`, since: order.`states.mes.since`, settled: order.`states.mes.settled` },
      { domain: 'plm', local: order.`states.plm.local`, canonical: order.`states.plm.canonical`, since: order.`states.plm.since`, settled: order.`states.plm.settled` },
      { domain: 'quality', local: order.`states.quality.local`, canonical: order.`states.quality.canonical`, since: order.`states.quality.since`, settled: order.`states.quality.settled` },
      { domain: 'sales', local: order.`states.sales.local`, canonical: order.`states.sales.canonical`, since: order.`states.sales.since`, settled: order.`states.sales.settled` },
      { domain: 'scm', local: order.`states.scm.local`, canonical: order.`states.scm.canonical`, since: order.`states.scm.since`, settled: order.`states.scm.settled` },
      { domain: 'service', local: order.`states.service.local`, canonical: order.`states.service.canonical`, since: order.`states.service.since`, settled: order.`states.service.settled` }
    ] WHERE state.settled IS NOT NULL],
  verdict: CASE WHEN order.`verdict.completed.1.outcome` IS NOT NULL THEN {
      unified: order.`verdict.completed.1.outcome`, since: order.`verdict.completed.1.since`, skewHours: order.`verdict.completed.1.skewHours`,
      domains: [
        { domain: 'sales', outcome: order.`verdict.completed.1.sales.outcome`, since: order.`verdict.completed.1.sales.since` },
        { domain: 'mes', outcome: order.`verdict.completed.1.mes.outcome`, since: order.`verdict.completed.1.mes.since` },
        { domain: 'logistics', outcome: order.`verdict.completed.1.logistics.outcome`, since: order.`verdict.completed.1.logistics.since` },
        { domain: 'finance', outcome: order.`verdict.completed.1.finance.outcome`, since: order.`verdict.completed.1.finance.since` }
      ]
    } END,
  lines: COLLECT {
    MATCH (order)-[has:HAS_LINE]->(line:OrderLine) WHERE has.validTo IS NULL
    WITH DISTINCT line
    RETURN line {
      .position, .pieces,
      product: head(COLLECT {
        MATCH (line)-[of:OF_PRODUCT]->(product:Product) WHERE of.validTo IS NULL
        RETURN product { .name }
      }),
      units: COLLECT {
        MATCH (line)<-[allocated:ALLOCATED_TO]-(unit:SerialUnit) WHERE allocated.validTo IS NULL
        WITH DISTINCT unit
        RETURN unit { .serial }
      }
    }
  },
  invoices: COLLECT {
    MATCH (order)<-[bills:BILLS]-(invoice:Invoice) WHERE bills.validTo IS NULL
    WITH DISTINCT invoice
    RETURN invoice { .number, .amount, state: { local: invoice.`state.local` } }
  }
} AS order
