// Who has the devices of a lot and of the lots made of it? Parameter: lot (a ref). Rows: a device with a consignee and a use.
MATCH (:Lot {ref: $lot})<-[made:MADE_FROM*0..12]-(lot:Lot)
WHERE all(step IN made WHERE step.validTo IS NULL)
WITH DISTINCT lot
MATCH (lot)<-[from:FROM_LOT]-(unit:SerialUnit)
WHERE from.validTo IS NULL
WITH DISTINCT lot, unit
OPTIONAL MATCH (unit)-[allocated:ALLOCATED_TO]->(:OrderLine)<-[has:HAS_LINE]-(order:Order)
WHERE allocated.validTo IS NULL AND has.validTo IS NULL
OPTIONAL MATCH (unit)-[shipped:SHIPPED_IN]->(:Shipment)-[consigned:CONSIGNED_TO]->(hospital:Hospital)
WHERE shipped.validTo IS NULL AND consigned.validTo IS NULL
OPTIONAL MATCH (unit)<-[used:USED]-(procedure:Procedure)-[performed:PERFORMED_ON]->(patient:Patient)
WHERE used.validTo IS NULL AND performed.validTo IS NULL
RETURN DISTINCT lot.number AS lot, unit.serial AS serial, order.number AS order, hospital.name AS hospital, hospital.city AS city, procedure.performedAt AS performedAt, patient.pseudonym AS patient
