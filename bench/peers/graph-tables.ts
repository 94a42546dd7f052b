/** What fills each table of tables.sql, in the order of its columns; each link that holds once, however many sources state it. */
export const GRAPH_TABLES = {
  lots: 'MATCH (lot:Lot) RETURN lot.ref, lot.number',
  lots_made_from: 'MATCH (lot:Lot)-[made:MADE_FROM]->(source:Lot) WHERE made.validTo IS NULL RETURN DISTINCT lot.ref, source.ref',
  orders: 'MATCH (order:Order) RETURN order.ref, order.number',
  order_lines: 'MATCH (line:OrderLine) RETURN line.ref, line.position, line.pieces, head(COLLECT { MATCH (line)<-[has:HAS_LINE]-(order:Order) WHERE has.validTo IS NULL RETURN order.ref })',
  units: `MATCH (unit:SerialUnit) RETURN unit.ref, unit.serial, unit.udi,
    head(COLLECT { MATCH (unit)-[allocated:ALLOCATED_TO]->(line:OrderLine) WHERE allocated.validTo IS NULL RETURN line.ref }),
    head(COLLECT { MATCH (unit)-[from:FROM_LOT]->(lot:Lot) WHERE from.validTo IS NULL RETURN lot.ref })`,
  hospitals: 'MATCH (hospital:Hospital) RETURN hospital.ref, hospital.name, hospital.city',
  shipments: 'MATCH (shipment:Shipment) RETURN shipment.ref, shipment.number, shipment.sscc, head(COLLECT { MATCH (shipment)-[consigned:CONSIGNED_TO]->(hospital:Hospital) WHERE consigned.validTo IS NULL RETURN hospital.ref })',
  unit_shipments: 'MATCH (unit:SerialUnit)-[shipped:SHIPPED_IN]->(shipment:Shipment) WHERE shipped.validTo IS NULL RETURN DISTINCT unit.ref, shipment.ref',
  patients: 'MATCH (patient:Patient) RETURN patient.ref, patient.pseudonym',
  procedures: 'MATCH (procedure:Procedure) RETURN procedure.ref, procedure.number, procedure.performedAt, head(COLLECT { MATCH (procedure)-[performed:PERFORMED_ON]->(patient:Patient) WHERE performed.validTo IS NULL RETURN patient.ref })',
  procedure_units: 'MATCH (procedure:Procedure)-[used:USED]->(unit:SerialUnit) WHERE used.validTo IS NULL RETURN DISTINCT procedure.ref, unit.ref',
} as const satisfies Readonly<Record<string, string>>
